/** What the lakes of the tests say of themselves. */
export const mainnet = { network: 'mainnet', originClass: 'recording' } as const;
