import { dockerfileRule, literalValue, option, sourceKind, type Word } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/require-add-checksum',
  aliases: ['kics/4b410d24-1cbe-4430-a632-62c9a931cf1c', 'semgrep/prefer-copy-over-add'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Say which content a remote ADD must bring.',
  why: `
    ADD takes whatever the URL answers on the day of the build. With \`--checksum=sha256:...\` the build stops if it is
    anything else, and the layer is taken from the cache without asking again. For Git repositories the full commit does
    the same (\`#<commit>\`, or \`--checksum=<commit>\` beside a tag). Over plain HTTP everyone on the way can change it.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#add---checksum'],
  cwe: [494],

  fixable: 'none',
  options: {
    mode: option.oneOf(['checksum', 'forbid-remote'], {
      default: 'checksum',
      summary: 'Ask for a checksum, or allow no remote ADD at all.',
    }),
  },
  messages: {
    unverified:
      'ADD takes whatever this URL answers. Add --checksum=sha256:..., so that the build stops if the content is another.',
    plainHttp:
      'Over plain HTTP everyone on the way can change what ADD gets. Use https, and --checksum=sha256:... to be sure of the content.',
    git: 'The repository may have other content tomorrow. Name the full commit (#<commit>, or --checksum=<commit>).',
    remote: 'ADD fetches from the network, which is not allowed here. Copy a file of the build context.',
  },

  examples: [
    {
      title: 'A download',
      bad: `
        FROM alpine:3.22
        ADD https://example.com/app.conf /etc/app.conf
      `,
      good: `
        FROM alpine:3.22
        ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/app.conf /etc/app.conf
      `,
    },
    {
      title: 'A Git repository',
      bad: `
        FROM alpine:3.22
        ADD https://github.com/acme/app.git#v1.2.3 /src
      `,
      good: `
        FROM alpine:3.22
        ADD https://github.com/acme/app.git#9f7a2e1c3b5d4860a1b2c3d4e5f60718293a4b5c /src
      `,
    },
  ],

  on: {
    Add(add, { options, report }) {
      const isVerified = add.flags.some(({ name }) => name === 'checksum');
      for (const word of add.sources) {
        const kind = sourceKind(openText(word));
        if (kind === 'path') continue;
        if (options.mode === 'forbid-remote') report({ at: word, message: 'remote' });
        else if (isVerified || (kind === 'git' && mayNameCommit(word))) continue;
        else if (kind === 'git') report({ at: word, message: 'git' });
        else report({ at: word, message: /^http:/i.test(openText(word)) ? 'plainHttp' : 'unverified' });
      }
    },
  },
});

/** The value, or where variables take part the word as written. */
function openText(word: Word): string {
  return literalValue(word) ?? word.text.replace(/^["']|["']$/g, '');
}

/** True if the fragment or query holds a full commit, or a variable, which may be one. */
function mayNameCommit(word: Word): boolean {
  const text = openText(word);
  const start = text.search(/[#?]/);
  const rest = start < 0 ? '' : text.slice(start + 1);
  return rest.includes('$') || /(?:^|[=&])(?:[0-9a-f]{40}|[0-9a-f]{64})(?=$|[:&])/i.test(rest);
}
