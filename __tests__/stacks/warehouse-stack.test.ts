import { RAW_SCHEMA } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import {
  ofType,
  placedIn,
  statementsOf,
  synthesise,
  theOne,
} from '../support/stacks/synthesised.ts';

const all = synthesise();

describe('warehouse', () => {
  const warehouse = all['warehouse'];

  it('has the only notification of the lake', () => {
    const notifications = placedIn(all).filter(({ type }) => type === 'aws_s3_bucket_notification');
    expect(notifications).toHaveLength(1);
    expect(notifications[0]?.resource['bucket']).toBe('bitcoin-pipeline-prod-lake-111122223333');
  });

  it('goes in one apply: the integration refers to its role by name alone', () => {
    const integration = theOne(warehouse, 'snowflake_storage_integration');
    expect(integration).toMatchObject({
      storage_aws_role_arn: 'arn:aws:iam::111122223333:role/bitcoin-pipeline-prod-snowflake-lake',
      storage_aws_external_id: 'bitcoin-pipeline-prod',
    });
    const role = ofType(warehouse, 'aws_iam_role').find(
      ({ name }) => name === 'bitcoin-pipeline-prod-snowflake-lake',
    );
    expect(statementsOf(role?.['assume_role_policy'])).toMatchObject([
      {
        principal: {
          AWS: '${snowflake_storage_integration.lake-integration.storage_aws_iam_user_arn}',
        },
        condition: { StringEquals: { 'sts:ExternalId': 'bitcoin-pipeline-prod' } },
      },
    ]);
    expect(theOne(warehouse, 'snowflake_stage')['depends_on']).toStrictEqual([
      'aws_iam_role_policy.lake-role-policy',
    ]);
  });

  it('catches up with what came while there was no pipe, once new objects are told', () => {
    const catchUps = ofType(warehouse, 'snowflake_execute').filter(({ execute }) =>
      String(execute).endsWith(' REFRESH'),
    );
    expect(catchUps).toHaveLength(5);
    for (const each of catchUps) {
      expect(each['execute']).toMatch(
        /^ALTER PIPE \$\{snowflake_pipe\..+\.fully_qualified_name\} REFRESH$/,
      );
      expect(each['depends_on']).toStrictEqual(['aws_s3_bucket_notification.new-objects']);
    }
  });

  it('makes a pipe anew whose stage was made anew, and has its errors told', () => {
    for (const pipe of ofType(warehouse, 'snowflake_pipe')) {
      expect(pipe).toMatchObject({
        auto_ingest: true,
        schema: RAW_SCHEMA,
        lifecycle: {
          replace_triggered_by: [
            'snowflake_stage.lake-stage.url',
            'snowflake_stage.lake-stage.storage_integration',
          ],
        },
      });
      expect(String(pipe['error_integration'])).toContain('snowflake_notification_integration');
      expect(String(pipe['copy_statement'])).toMatch(/ON_ERROR = SKIP_FILE$/); // others are not told of
    }
  });

  it('grants the reader nothing but to read, and PUBLIC nothing', () => {
    const grants = ofType(warehouse, 'snowflake_grant_privileges_to_account_role');
    const reader = grants.filter(({ account_role_name: role }) => role === 'BITCOIN_PROD_REPORTER');
    expect(
      new Set(reader.flatMap(({ privileges }) => privileges as ReadonlyArray<string>)),
    ).toStrictEqual(new Set(['USAGE', 'SELECT']));
    expect(JSON.stringify(reader)).not.toContain('"RAW\\"');
    expect(JSON.stringify(grants)).not.toContain('PUBLIC');
  });

  it('lets who builds make the functions for a moment, and who reads ask them', () => {
    const of = (role: string, privilege: string) =>
      ofType(warehouse, 'snowflake_grant_privileges_to_account_role').filter(
        ({ account_role_name: name, privileges }) =>
          name === `BITCOIN_PROD_${role}` && String(privileges).includes(privilege),
      );
    expect(JSON.stringify(of('TRANSFORMER', 'CREATE FUNCTION'))).toContain('"GOLD\\"');
    expect(JSON.stringify(of('REPORTER', 'USAGE'))).toContain(
      '"future":{"in_schema":"\\"BITCOIN_PROD\\".\\"GOLD\\"","object_type_plural":"FUNCTIONS"}',
    );
  });

  it('names what the provider calls a preview, and what is used of it alone', () => {
    for (const [name, { provider, resource = {} }] of Object.entries(all)) {
      const previews = (provider['snowflake']?.[0]?.['preview_features_enabled'] ??
        []) as ReadonlyArray<string>;
      for (const preview of previews)
        expect(Object.keys(resource), name).toContain(preview.replace(/_resource$/, ''));
    }
  });
});
