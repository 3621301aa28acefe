"""The article's loop in Python, asking the Runtime API for events as Lambda's own runtime does.

For each record one put_item, then one asynchronous invoke if it is anomalous, each waited for.
Lambda's runtime has a client in C for the API; http.client costs about 0.2 ms more a batch.
"""
import base64
import http.client
import json
import os
from datetime import datetime, timezone
from decimal import Decimal

import boto3

REQUIRED = ("device_id", "timestamp", "temperature", "humidity", "pressure")

table = boto3.resource("dynamodb").Table(os.environ["DYNAMODB_TABLE_NAME"])
functions = boto3.client("lambda")


def write(reading):
    item = {name: reading[name] for name in ("device_id", "timestamp")}
    for name in ("temperature", "humidity", "pressure"):
        item[name] = Decimal(str(reading[name]))
    item["ingestion_timestamp"] = datetime.now(timezone.utc).isoformat()
    table.put_item(Item=item)


def alert(reading):
    if reading["temperature"] > 45 or not 20 <= reading["humidity"] <= 90:
        functions.invoke(
            FunctionName=os.environ["ALERT_FUNCTION_NAME"],
            InvocationType="Event",
            Payload=json.dumps(reading).encode("utf-8"),
        )


def handle(event):
    failures = []
    for record in event["Records"]:
        try:
            reading = json.loads(base64.b64decode(record["kinesis"]["data"]))
            missing = [name for name in REQUIRED if name not in reading]
            if missing:
                raise ValueError(f"a reading without {missing}")
            write(reading)
            alert(reading)
        except Exception as error:
            print(error)
            failures.append({"itemIdentifier": record["kinesis"]["sequenceNumber"]})
    return {"batchItemFailures": failures}


def ask(api, method, path, body=None):
    api.request(method, "/2018-06-01/runtime/" + path, body)
    answer = api.getresponse()
    return answer.headers, answer.read()


def main():
    api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        headers, event = ask(api, "GET", "invocation/next")
        answer = json.dumps(handle(json.loads(event)), separators=(",", ":"))
        request = headers["Lambda-Runtime-Aws-Request-Id"]
        ask(api, "POST", f"invocation/{request}/response", answer.encode("utf-8"))


main()
