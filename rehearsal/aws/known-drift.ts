/** A difference that the second plan finds because the server says something else than AWS would. */
export interface KnownDrift {
  readonly type: string;
  /** Places in lists left out. */
  readonly argument: string;
  /** What the server does. */
  readonly reason: string;
}

/** Seen with ministack 1.5.33 and the provider 6.25; anything beyond fails, and what no longer occurs is told. */
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
  {
    type: 'aws_launch_template',
    argument: 'network_interfaces.delete_on_termination',
    reason: 'it does not keep whether an interface goes with its instance',
  },
  {
    type: 'aws_launch_template',
    argument: 'network_interfaces.security_groups',
    reason:
      'it answers with the groups of an interface under a name that the provider does not read',
  },
  {
    type: 'aws_launch_template',
    argument: 'latest_version',
    reason: 'follows from a change of the template',
  },
  {
    type: 'aws_autoscaling_group',
    argument: 'launch_template.version',
    reason: 'follows from the version of the template',
  },
  {
    type: 'aws_autoscaling_group',
    argument: 'capacity_reservation_specification.capacity_reservation_preference',
    reason: 'its groups have no reservations of capacity; AWS says default',
  },
];
