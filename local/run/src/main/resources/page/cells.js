const TITLE_HEIGHT = 20;
const SITE_GAP = 7;

/** A cell of at least this size is a tile: it has its device's name, temperature and sign in it. */
const TILE = { width: 58, height: 34, padding: 15, letter: 6 };
const LARGEST = { width: 116, height: 54 };

/**
 * The largest cells with which all devices fit into the grid, so that a fleet of 25 devices can be
 * read and one of 1,000 still be seen at once. Sets the grid's properties of CSS.
 *
 * @param {Element} grid where the cells are
 * @param {number[]} sizes how many devices each site has
 * @returns {{columns: number, text: boolean, letters: number, name: string}} what was chosen; letters is
 *     how many of a name a tile has room for
 */
export function fit(grid, sizes) {
  const room = { width: grid.clientWidth, height: heightOf(grid) };
  // A finger needs larger cells than a pointer; then the page scrolls.
  const least = matchMedia("(pointer: coarse)").matches ? 20 : 8;
  let best = { width: least, height: least, gap: 2, columns: columnsOf(room.width, least) };
  for (let columns = 1; columns <= columnsOf(room.width, least); columns += 1) {
    const cell = cellOf(columns, room, sizes);
    if (cell.height >= least && cell.width * cell.height > best.width * best.height) {
      best = cell;
    }
  }
  const { width, height, gap, columns } = best;
  grid.style.setProperty("--columns", String(columns));
  grid.style.setProperty("--cell-width", `${width}px`);
  grid.style.setProperty("--cell-height", `${height}px`);
  grid.style.setProperty("--cell-gap", `${gap}px`);
  const letters = Math.floor((width - TILE.padding) / TILE.letter);
  return { columns, text: isTile(width, height), letters, name: Object.values(best).join(" ") };
}

/** Where the page scrolls, the grid is as high as its cells; then its room is a number of the style. */
function heightOf(grid) {
  const room = parseFloat(getComputedStyle(grid).getPropertyValue("--room"));
  return Number.isNaN(room) ? grid.clientHeight : room;
}

function columnsOf(width, cell) {
  return Math.max(1, Math.floor((width + 2) / (cell + 2)));
}

/** The largest cell of so many columns: a tile that is wide, or nearly a square. */
function cellOf(columns, room, sizes) {
  const pitch = room.width / columns;
  const gap = pitch > 60 ? 5 : pitch > 18 ? 3 : 2;
  const wide = Math.min(LARGEST.width, Math.floor((room.width + gap) / columns) - gap);
  const rows = sizes.reduce((sum, devices) => sum + Math.ceil(devices / columns), 0);
  const titles = sizes.length * (TITLE_HEIGHT + SITE_GAP);
  const high = Math.floor((room.height - titles) / rows) - gap;
  if (isTile(wide, high)) {
    return { width: wide, height: Math.min(LARGEST.height, high), gap, columns };
  }
  const height = Math.min(high, wide, 30);
  return { width: Math.min(wide, Math.ceil(height * 1.3)), height, gap, columns };
}

function isTile(width, height) {
  return width >= TILE.width && height >= TILE.height;
}
