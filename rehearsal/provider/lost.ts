/** The answer to a call that never arrives. */
export class AnswerLost extends Error {
  constructor(what: string) {
    super(`the answer to ${what} was lost (injected)`);
  }
}
