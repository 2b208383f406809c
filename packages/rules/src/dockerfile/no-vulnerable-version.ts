import { dockerfileRule, downloadsOf, packageInstallsOf } from '@plimsoll/core/rule';
import { vulnerableArchive, vulnerableNpmPackage } from '../knowledge/vulnerable-versions.ts';

export default dockerfileRule({
  id: 'dockerfile/no-vulnerable-version',
  aliases: ['kics/5fa731ea-e844-47a6-a1e8-abc25e95847e'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['strict'],

  summary: 'Do not install a release that is known to be dangerous by itself.',
  why: `
    A few releases are so bad that the line that installs them is a defect: OpenSSL 3.0.0 to 3.0.6, the xz releases with a
    backdoor, and packages of npm that were published with malicious code. The list is short on purpose; what is vulnerable
    in an image is the business of scanners.
  `,
  sources: ['https://openssl-library.org/news/secadv/20221101.txt', 'https://nvd.nist.gov/vuln/detail/CVE-2024-3094'],
  cwe: [1395],
  mentions: ['openssl', 'xz', 'event-stream', 'ua-parser-js', 'node-ipc'],

  fixable: 'none',
  messages: {
    known: '{name} has {why}. Install a later release.',
  },

  examples: [
    {
      title: 'OpenSSL before 3.0.7',
      bad: `
        FROM debian:13
        RUN curl -fsSLO https://www.openssl.org/source/openssl-3.0.5.tar.gz
      `,
      good: `
        FROM debian:13
        RUN curl -fsSLO https://www.openssl.org/source/openssl-3.5.4.tar.gz
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const download of downloadsOf(script)) {
        const known = download.url === undefined ? undefined : vulnerableArchive(download.url);
        if (known) report({ at: download, message: 'known', data: { ...known } });
      }
      for (const { manager, packages } of packageInstallsOf(script)) {
        if (!/^(npm|yarn|pnpm|bun)$/.test(manager)) continue;
        for (const word of packages) {
          const known = vulnerableNpmPackage(word.value ?? '');
          if (known) report({ at: word, message: 'known', data: { ...known } });
        }
      }
    },
  },
});
