import { isFields, type Fields, type Value } from './values.ts';

/*
 * Bindings do not say which arguments name an object: that there cannot be two of, and whose change makes another
 * one. From the references of the two services, for what this project makes.
 */
const named: Readonly<Record<string, ReadonlyArray<string>>> = {
  aws_autoscaling_group: ['name'],
  aws_budgets_budget: ['name'],
  aws_cloudwatch_dashboard: ['dashboard_name'],
  aws_cloudwatch_log_group: ['name'],
  aws_cloudwatch_metric_alarm: ['alarm_name'],
  aws_iam_instance_profile: ['name'],
  aws_iam_openid_connect_provider: ['url'],
  aws_iam_policy: ['name'],
  aws_iam_role: ['name'],
  aws_kinesis_firehose_delivery_stream: ['name'],
  aws_lambda_function: ['function_name'],
  aws_launch_template: ['name'],
  aws_s3_bucket: ['bucket'],
  aws_scheduler_schedule: ['group_name', 'name'],
  aws_sns_topic: ['name'],
};
/** Objects of one database, of one schema or of the account; their names can be altered. */
const ofSnowflake = ['database', 'schema', 'name'];

export const isRenamedByAnother = (type: string): ReadonlyArray<string> => named[type] ?? [];

const namesOf = (type: string): ReadonlyArray<string> =>
  type.startsWith('snowflake_') ? ofSnowflake : isRenamedByAnother(type);

/** What no second object of its type may have; null: several may be alike. */
export const nameOf = (type: string, fields: Fields): string | null => {
  const parts: ReadonlyArray<Value> = namesOf(type).map((name) => fields[name] ?? null);
  if (parts.at(-1) === null || parts.length === 0) return null;
  return parts.filter((part) => typeof part === 'string').join('.');
};

/** A word for an object, for what is made up about it. */
export const wordFor = (type: string, fields: Fields): string | null => {
  const name = nameOf(type, fields) ?? fields['name'] ?? fields['bucket'] ?? null;
  return typeof name === 'string' && !isFields(name) ? name : null;
};
