import {
  dockerfileRule,
  flagOf,
  type KeyValuePair,
  literalValue,
  option,
  packageInstallsOf,
} from '@plimsoll/core/rule';
import { hostOf } from '../shared/hosts.ts';

export default dockerfileRule({
  id: 'dockerfile/no-pip-extra-index-url',
  aliases: ['semgrep/dockerfile-pip-extra-index-url'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['strict'],

  summary: 'Give pip one index, not a second one beside PyPI.',
  why: `
    pip looks in all indexes and takes the highest version. Whoever registers the name of your own package at PyPI with a
    higher version has it installed in place of yours (dependency confusion). Use one index that holds both
    (\`--index-url\`), or a mirror that knows which names are yours. uv asks the extra index first and stays there, so it
    is reported only with another \`--index-strategy\`.
  `,
  sources: [
    'https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url',
    'https://docs.astral.sh/uv/concepts/indexes/#searching-across-multiple-indexes',
  ],
  cwe: [427],
  mentions: ['extra-index-url'],

  fixable: 'none',
  options: {
    hosts: option.strings({
      default: ['download.pytorch.org'],
      summary: 'Hosts of indexes that hold only packages of their own.',
    }),
  },
  messages: {
    extra:
      'pip takes the highest version from any index, so a package of the same name at PyPI can replace yours. Use one index that holds both (--index-url).',
  },

  examples: [
    {
      title: 'A second index',
      bad: `
        FROM python:3.14
        RUN pip install --extra-index-url https://pypi.example.com/simple acme==1.2
      `,
      good: `
        FROM python:3.14
        RUN pip install --index-url https://pypi.example.com/simple acme==1.2
      `,
    },
  ],

  on: {
    Script(script, { options, report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const { manager, arguments: args } of packageInstallsOf(script)) {
        if (manager === 'uv' && !/^unsafe/.test(flagOf(args, '--index-strategy')?.value?.value ?? '')) continue;
        for (const at of args.flags) {
          if (!at.names.includes('--extra-index-url')) continue;
          const { prefix = '', value } = at.value ?? {};
          if (!isAllowed(prefix, value !== undefined, options.hosts)) report({ at, message: 'extra' });
        }
      }
    },
    Env({ pairs }, { options, report }) {
      for (const at of extraIndexes(pairs, options.hosts)) report({ at, message: 'extra' });
    },
    Arg({ pairs }, { options, report }) {
      for (const at of extraIndexes(pairs, options.hosts)) report({ at, message: 'extra' });
    },
  },
});

function isAllowed(url: string, isWhole: boolean, hosts: readonly string[]): boolean {
  const host = hostOf(url, isWhole);
  return host !== undefined && hosts.includes(host);
}

/** The variable by which pip gets the same; its value is a list. */
function extraIndexes(pairs: readonly KeyValuePair[], hosts: readonly string[]): readonly KeyValuePair[] {
  return pairs.filter(({ key, value }) => {
    if (key.text !== 'PIP_EXTRA_INDEX_URL' || !value || value.text === '') return false;
    const urls = (literalValue(value) ?? '').split(/\s+/).filter((url) => url !== '');
    return urls.length === 0 ? literalValue(value) === undefined : !urls.every((url) => isAllowed(url, true, hosts));
  });
}
