/**
 * What goes into the installers. Everything is built into dist/app beforehand (scripts/build-app.mjs); of node_modules
 * only koffi is needed, whose native part has to be a file outside the archive.
 */

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
    'node_modules/koffi/{package.json,LICENSE.txt,index.*,indirect.*,src/koffi/**/*.{js,cjs}}',
    'node_modules/@koromix/koffi-${platform}-${arch}/**',
  ],
  asar: true,
  asarUnpack: ['node_modules/@koromix/**'],
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
    target: [
      { target: 'nsis', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
  },
  nsis: {
    oneClick: true,
    perMachine: false,
    createDesktopShortcut: true,
    createStartMenuShortcut: true,
    shortcutName: 'NapCat Doctor',
    runAfterFinish: true,
    // The uninstaller asks (installer.nsh).
    deleteAppDataOnUninstall: false,
    include: 'build/installer.nsh',
    artifactName: '${name}-${version}-${os}-${arch}-setup.${ext}',
  },
  linux: { icon: 'build/icons/icon.png', target: 'dir', category: 'Network' },
};
