/** What the lakes of the tests say of themselves. */
export const mainnet = { network: 'mainnet', origin_class: 'recording' };
