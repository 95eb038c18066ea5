/** As `cli/doctor.ts` reads them. */
export interface DoctorOptions {
  readonly deployment?: string | undefined;
  readonly engine?: string | undefined;
  readonly synthesised: string;
  /** Of a token, to be explained. */
  readonly subject?: string | undefined;
  readonly json: boolean;
}
