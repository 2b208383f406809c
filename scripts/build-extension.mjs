// Builds the VS Code extension, `packages/vscode/dist/plimsoll.vsix`: the client and the language server, one file each. A
// .vsix is a ZIP with two XML files about it; @vscode/vsce would bring 25 dependencies, signing and a login for that.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { languageServerOptions } from './cli-bundle.mjs';
import { extensionOptions } from './extension-bundle.mjs';
import { zipFile } from './zip-file.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'packages/vscode');

/** What the files of the package are, for the readers of the package. */
const contentTypes = {
  cjs: 'application/javascript',
  json: 'application/json',
  md: 'text/markdown',
  mjs: 'application/javascript',
  txt: 'text/plain',
  vsixmanifest: 'text/xml',
};

/** The bytes of the extension's package. `notices`: the licences of what is inside. */
export async function buildExtension(notices) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const bundle = async (options) => {
    const { outputFiles } = await build({ ...options, outdir: 'out', write: false });
    return outputFiles[0].contents;
  };
  const { devDependencies: _, private: __, ...published } = manifest;
  return zipFile([
    ['extension.vsixmanifest', vsixManifest(manifest)],
    ['[Content_Types].xml', contentTypesXml()],
    ['extension/package.json', `${JSON.stringify(published, null, 2)}\n`],
    ['extension/README.md', readFileSync(join(folder, 'README.md'))],
    ['extension/LICENSE.txt', readFileSync(join(root, 'LICENSE'))],
    ['extension/THIRD-PARTY-NOTICES.txt', notices],
    ['extension/dist/extension.cjs', await bundle(extensionOptions)],
    ['extension/dist/server.mjs', await bundle(languageServerOptions)],
  ]);
}

function contentTypesXml() {
  const types = Object.entries(contentTypes).map(
    ([extension, type]) => `<Default Extension=".${extension}" ContentType="${type}"/>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types.join('')}</Types>\n`;
}

function vsixManifest({ name, version, publisher, displayName, description, categories, keywords, engines }) {
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${displayName}</DisplayName>
    <Description xml:space="preserve">${description}</Description>
    <Tags>${keywords.join(',')}</Tags>
    <Categories>${categories.join(',')}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${engines.vscode}"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionDependencies" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionPack" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
      <Property Id="Microsoft.VisualStudio.Services.GitHubFlavoredMarkdown" Value="true"/>
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const notices = readFileSync(join(root, 'packages/cli/THIRD-PARTY-NOTICES'));
  const file = join(folder, 'dist/plimsoll.vsix');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await buildExtension(notices));
  console.log(file);
}
