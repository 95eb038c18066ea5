/** A difference that the second plan finds because the server says something else than AWS would. */
export interface KnownDrift {
  readonly type: string;
  /** Places in lists left out. */
  readonly argument: string;
  /** What the server does. */
  readonly reason: string;
}

/** Seen with ministack 1.5.33; anything beyond fails, and what no longer occurs is told. */
export const knownDrift: ReadonlyArray<KnownDrift> = [
  {
    type: 'aws_kinesis_firehose_delivery_stream',
    argument: 'extended_s3_configuration.custom_time_zone',
    reason: 'its description of a destination has no time zone; AWS says UTC',
  },
  {
    type: 'aws_kinesis_firehose_delivery_stream',
    argument: 'extended_s3_configuration.file_extension',
    reason: 'its description leaves the extension out, though it gives objects that name',
  },
];
