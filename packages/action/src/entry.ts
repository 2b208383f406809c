import { processTerminal } from '../../cli/src/terminal.ts';
import { runAction } from './run-action.ts';

const { out } = processTerminal();
void runAction(process.env, (text) => void out.write(text)).then((status) => {
  process.exitCode = status;
});
