/** As `cli/bootstrap.ts` reads them. */
export interface BootstrapOptions {
  readonly deployment?: string | undefined;
  readonly engine?: string | undefined;
  /** Left out: it is synthesised now. */
  readonly synthesised?: string | undefined;
  readonly 'dry-run': boolean;
  readonly json: boolean;
}
