/** Of Snowflake, what neither the emulator nor a parser of its dialect shows. README says the same. */
export const notProven: ReadonlyArray<string> = [
  'that COPY, pipes, stages and integrations do what they say',
  'what VARIANT makes of numbers with an exponent or of more than 38 digits',
  'roles, grants, warehouses, transactions and the zone of a session',
  'that the functions for the next block at a moment are taken: the stand-in writes their text where they are asked',
  'that its SQL API answers as its reference says',
  'how much a build scans, how long it takes and what it costs',
];
