/** What a column can hold. Each dialect is one exhaustive switch over it. */
export type ColumnType = 'text' | 'integer' | 'boolean' | 'timestamp' | 'json';

/** One column of a raw table. `name` is the flat key of the line, lower snake case. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** One sentence with its unit; becomes the column's comment and its dbt description. */
  readonly description: string;
  /** The only values the column takes, where the codec is a closed set. */
  readonly accepted?: ReadonlyArray<string>;
}
