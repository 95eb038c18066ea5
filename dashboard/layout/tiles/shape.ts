/** Width and height of a tile in cells. */
export interface Shape {
  readonly width: number;
  readonly height: number;
}

/** Cells of the grid. At 560 CSS pixels a cell is 4 wide. */
export const COLUMNS = 128;
export const ROWS = 128;

/** Virtual bytes of a full block. */
const BLOCK_VBYTES = 1_000_000;
/** The share of the cells that a full block takes: holes let a tile in without moving others. */
const FILLED = 0.945;

/** Virtual bytes that a cell stands for. */
export const CELL_VBYTES = BLOCK_VBYTES / (COLUMNS * ROWS * FILLED);

/** The nearly square shape of about as many cells as a size asks for. */
export const shapeOf = (vsizeVbytes: number, cellVbytes: number): Shape => {
  const cells = vsizeVbytes / cellVbytes;
  const side = Math.max(1, Math.floor(Math.sqrt(cells)));
  const candidates: ReadonlyArray<Shape> = [
    { width: side, height: side },
    { width: side + 1, height: side },
    { width: side + 1, height: side + 1 },
    { width: side + 2, height: side },
  ];
  const off = ({ width, height }: Shape): number => Math.abs(width * height - cells);
  const best = candidates.reduce((nearest, next) => (off(next) < off(nearest) ? next : nearest));
  return { width: Math.min(COLUMNS, best.width), height: Math.min(ROWS, best.height) };
};

/**
 * Virtual bytes that a cell stands for in a picture of these sizes. Shapes are whole cells: where they come out larger
 * than the sizes, a cell stands for a little more, so that a full block fits.
 */
export const cellVbytesFor = (vsizesVbytes: ReadonlyArray<number>): number => {
  const asked = vsizesVbytes.reduce((sum, vsize) => sum + vsize, 0);
  if (asked > BLOCK_VBYTES) return CELL_VBYTES; // more than a block: what is over is not drawn
  let cellVbytes = CELL_VBYTES;
  while (cellsOf(vsizesVbytes, cellVbytes) > COLUMNS * ROWS * FILLED) cellVbytes *= 1.01;
  return cellVbytes;
};

const cellsOf = (vsizesVbytes: ReadonlyArray<number>, cellVbytes: number): number =>
  vsizesVbytes.reduce((sum, vsize) => {
    const { width, height } = shapeOf(vsize, cellVbytes);
    return sum + width * height;
  }, 0);
