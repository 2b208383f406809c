// The language server without disk and rules, which whoever starts it brings.
export { type Streams, serveLanguage } from './serve.ts';
export { makeServer, type Server, type ServerOptions } from './server.ts';
export type { ConfiguredRoot, LintRoot, ServerHost } from './server-host.ts';
export type { Settings } from './settings.ts';
