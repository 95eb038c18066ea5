/** Where a pipe reads and how. */
export interface PipeShape {
  /** Below the lake's root: `mempool-data/stream/`. */
  readonly prefix: string;
  /** What follows in its copy statement, white space made one. */
  readonly copy: string;
}

/** What of a table may only grow. */
export interface TableShape {
  /** Lower case, without the schema. */
  readonly name: string;
  /** Type by column: the name in lower case, the type in upper case without white space. */
  readonly columns: ReadonlyMap<string, string>;
  /** Null where there is none, or where it is not known. */
  readonly pipe: PipeShape | null;
}

/** `number(38, 0)` → `NUMBER(38,0)`. */
export const plainType = (type: string): string => type.replaceAll(/\s/g, '').toUpperCase();
