"""The article's simulator without its pauses: put_record for one device after the other, for ever."""
import json
import os
import random
from datetime import datetime, timezone

import boto3

STREAM = os.environ["KINESIS_STREAM_NAME"]
DEVICES = [f"device-{i:04d}" for i in range(500)]


def reading(device):
    return {
        "device_id": device,
        "timestamp": datetime.now(timezone.utc).isoformat(),
        "temperature": round(random.uniform(15.0, 35.0), 2),
        "humidity": round(random.uniform(30.0, 80.0), 2),
        "pressure": round(random.uniform(950.0, 1050.0), 2),
        "firmware_version": "1.2.0",
    }


def main():
    kinesis = boto3.client("kinesis")
    while True:
        for device in DEVICES:
            data = json.dumps(reading(device)).encode("utf-8")
            kinesis.put_record(StreamName=STREAM, Data=data, PartitionKey=device)


main()
