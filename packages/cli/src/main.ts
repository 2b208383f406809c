/** Runs the command line and answers its exit status. */
export async function main(_argv: readonly string[]): Promise<number> {
  return 0;
}
