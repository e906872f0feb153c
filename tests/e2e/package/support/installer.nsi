; A small installer around build/installer.nsh, inserted where electron-builder's scripts insert it (its templates
; installSection.nsh and uninstaller.nsh). For 64 bits, so that a Wine without 32 bits can run it.
!ifdef WINE
  Target amd64-unicode
!else
  Unicode true
!endif
!include LogicLib.nsh
!include FileFunc.nsh
Name "test"
OutFile "${OUT}"
RequestExecutionLevel user
!define APP_FILENAME napcat-doctor
; electron-builder has it from a plug-in (NsisScriptGenerator, flags).
!define isUpdated `"" isUpdated ""`
!macro _isUpdated _a _b _t _f
  ${GetParameters} $R9
  ClearErrors
  ${GetOptions} $R9 "--updated" $R8
  IfErrors `${_f}` `${_t}`
!macroend
!include "${SCRIPT}"
Page instfiles
UninstPage instfiles
Function .onInit
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${APP_FILENAME}"
FunctionEnd
Section
  SetOutPath $INSTDIR
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\uninstall.exe"
SectionEnd
!ifdef BUILD_UNINSTALLER
  Function un.onInit
    SetSilent silent
    !insertmacro customUnInit
  FunctionEnd
!endif
Section un.all
  !ifdef BUILD_UNINSTALLER
    !insertmacro customUnInstall
  !endif
SectionEnd
