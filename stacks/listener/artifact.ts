import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object/index.js';
import { AssetType, TerraformAsset, type Construct } from '../cdktf.ts';
import { closeBucket } from '../constructs/closed-bucket.ts';
import type { Names } from '../names.ts';

/** The packed listener in a bucket that may be destroyed: it is packed again from the sources at any time. */
export interface Artifact {
  readonly sha256: string;
  readonly object: S3Object;
}

/** Brings the artifact to where instances get it, under its own hash. */
export const artifactInBucket = (scope: Construct, names: Names, path: string): Artifact => {
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  const bucket = new S3Bucket(scope, 'artifacts', { bucket: names.artifacts, forceDestroy: true });
  closeBucket(scope, bucket, names.artifactsArn);
  const asset = new TerraformAsset(scope, 'artifact', { path, type: AssetType.FILE });
  const object = new S3Object(scope, 'artifact-object', {
    bucket: bucket.id,
    key: names.listenerArtifactKey(sha256),
    source: asset.path,
    sourceHash: sha256,
    lifecycle: { createBeforeDestroy: true }, // until another instance runs, the old one may start again
  });
  return { sha256, object };
};
