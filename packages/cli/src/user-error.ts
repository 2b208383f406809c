/** The request is wrong, or can't be carried out: one line that says what is, and what is allowed. Ends with status 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
