/* The only importer of cdktf's core: the way to its living fork, cdktn, is a rename in this file. */
export {
  App,
  AssetType,
  LocalBackend,
  S3Backend,
  TerraformAsset,
  TerraformResource,
  TerraformStack,
  type ITerraformDependable,
} from 'cdktf';
export type { Construct } from 'constructs';
