/** A type as the engine writes it in JSON. */
export type ValueType =
  | 'string'
  | 'number'
  | 'bool'
  | readonly ['list' | 'set' | 'map', ValueType]
  | readonly ['object', { readonly [name: string]: ValueType }];

/** Who gives a value: the configuration must, or may; the provider does where the configuration does not. */
export interface Given {
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
}

export interface Attribute extends Given {
  readonly name: string;
  readonly type: ValueType;
  /** Not shown in plans. */
  readonly sensitive: boolean;
}

export interface NestedBlock {
  readonly name: string;
  readonly nesting: 'SINGLE' | 'LIST' | 'SET';
  readonly minItems: number;
  /** 0: any number. */
  readonly maxItems: number;
  readonly block: Block;
}

export interface Block {
  readonly attributes: ReadonlyArray<Attribute>;
  readonly blocks: ReadonlyArray<NestedBlock>;
}
