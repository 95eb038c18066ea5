/** What the clients of AWS say of this Node is for whoever upgrades it, and would stand among our own words. */
export const hushWordOnNode = (): void => {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
};
