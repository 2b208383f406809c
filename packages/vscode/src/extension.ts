import { type ExtensionContext, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node.js';

let client: LanguageClient | undefined;

/** Starts the server that lies beside this file, in VS Code's own Node. */
export async function activate({ extensionPath, subscriptions }: ExtensionContext): Promise<void> {
  const run = { module: `${extensionPath}/dist/server.mjs`, transport: TransportKind.stdio };
  client = new LanguageClient('plimsoll', 'Plimsoll', run, {
    documentSelector: [
      { scheme: 'file', language: 'dockerfile' },
      { scheme: 'file', language: 'dockercompose' },
      { scheme: 'file', language: 'yaml' },
      // What others read; nothing is shown in them.
      { scheme: 'file', pattern: '**/{.dockerignore,*.dockerignore,.env,*.env}' },
      { scheme: 'untitled', language: 'dockerfile' },
      { scheme: 'untitled', language: 'dockercompose' },
      { scheme: 'untitled', language: 'yaml' },
    ],
    initializationOptions: { trusted: workspace.isTrusted },
  });
  // The server learns of trust when it starts.
  subscriptions.push(workspace.onDidGrantWorkspaceTrust(() => void restart()));
  await client.start();
}

/** Ends the server. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(): Promise<void> {
  if (!client) return;
  client.clientOptions.initializationOptions = { trusted: workspace.isTrusted };
  await client.restart();
}
