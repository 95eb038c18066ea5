import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { askJson } from './ask.ts';

/* Stands for the command of AWS on an instance: the two calls that bring the listener there, with the instance's own
credentials. Whatever else is asked is refused. */

const s3 = new S3Client({ forcePathStyle: true });

interface Parameters {
  readonly Parameters: ReadonlyArray<{ readonly Name: string; readonly Value: string }>;
  readonly NextToken?: string;
}

const copy = async (from: string, to: string): Promise<void> => {
  const { host, pathname } = new URL(from);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: host, Key: pathname.slice(1) }));
  await pipeline(Body as Readable, createWriteStream(to)); // in Node it is one
};

/** As text: a line each, name and value. */
const tellParameters = async (path: string): Promise<void> => {
  const { accessKeyId } = await s3.config.credentials();
  const asking = {
    endpoint: process.env['AWS_ENDPOINT_URL'] ?? '',
    account: accessKeyId,
    region: await s3.config.region(),
  };
  let token: string | undefined;
  do {
    const page: Parameters = await askJson(asking, 'ssm', 'AmazonSSM.GetParametersByPath', {
      Path: path,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    for (const { Name, Value } of page.Parameters) process.stdout.write(`${Name}\t${Value}\n`);
    token = page.NextToken;
  } while (token !== undefined);
};

const [service, call, ...rest] = process.argv.slice(2);
const { values, positionals } = parseArgs({
  args: rest,
  options: {
    'no-progress': { type: 'boolean' },
    path: { type: 'string', default: '' },
    query: { type: 'string' },
    output: { type: 'string' },
  },
  allowPositionals: true,
});
const asked = `${service} ${call} ${values.query ?? ''} ${values.output ?? ''}`.trim();
if (asked === 's3 cp') await copy(positionals[0] ?? '', positionals[1] ?? '');
else if (asked === 'ssm get-parameters-by-path Parameters[].[Name,Value] text')
  await tellParameters(values.path);
else throw new Error(`no such command here: aws ${asked}`);
