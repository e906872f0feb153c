/**
 * What goes into the installers. Everything is built into dist/app beforehand (scripts/build-app.mjs); of node_modules
 * only koffi is needed, whose native part has to be a file outside the archive.
 */

/**
 * Not from node_modules, which has the part of this machine only (scripts/app/koffi.mjs).
 * @param {string} system
 */
const koffi = (system) => ({
  from: `.cache/koffi/koffi-${system}-\${arch}`,
  to: `node_modules/@koromix/koffi-${system}-\${arch}`,
  filter: ['package.json', 'index.js', '**/koffi.node'],
});

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'io.github.napcat-doctor',
  productName: 'NapCat Doctor',
  copyright: 'MIT licence',
  directories: { output: 'dist/release', buildResources: 'build/icons' },
  extraMetadata: { main: 'dist/app/main.mjs' },
  files: [
    'package.json',
    'dist/app/**',
    '!node_modules/**',
    'node_modules/koffi/{package.json,LICENSE.txt,index.*,src/koffi/index.*,src/koffi/src/{static,trampolines}.*js}',
  ],
  asar: true,
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  // Chromium's own texts are never shown but in the file dialog and the context menu.
  electronLanguages: ['zh-CN', 'en-US'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  artifactName: '${name}-${version}-${os}-${arch}.${ext}',
  win: {
    icon: 'build/icons/icon.ico',
    files: [koffi('win32')],
    extraFiles: [
      { from: 'build/terminal/napcat-doctor.cmd', to: 'napcat-doctor.cmd' },
      { from: 'LICENSE', to: 'LICENSE.napcat-doctor.txt' },
    ],
    target: [
      { target: 'nsis', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
  },
  nsis: {
    oneClick: true,
    perMachine: false,
    // One for each kind of processor: a common one would be twice the download.
    buildUniversalInstaller: false,
    createDesktopShortcut: true,
    createStartMenuShortcut: true,
    shortcutName: 'NapCat Doctor',
    runAfterFinish: true,
    // The uninstaller asks (installer.nsh).
    deleteAppDataOnUninstall: false,
    include: 'build/installer.nsh',
    artifactName: '${name}-${version}-${os}-${arch}-setup.${ext}',
  },
  linux: { icon: 'build/icons/icon.png', files: [koffi('linux')], target: 'dir', category: 'Network' },
};
