import type { TerraformResource } from '../cdktf.ts';

/** What holds data: the plan fails rather than to destroy it. */
export const kept = { preventDestroy: true } as const;

/**
 * Gives a resource an address of its own words. The engine knows it by that: under another it would destroy what is
 * there and make an empty one, whatever `prevent_destroy` says of the old.
 */
export const pinned = <R extends TerraformResource>(resource: R, address: string): R => {
  resource.overrideLogicalId(address);
  return resource;
};
