; Stands in for PowerShell in Wine, which has only a stub: writes down what it was asked to do.
Target amd64-unicode
Name "powershell"
OutFile "${OUT}"
SilentInstall silent
RequestExecutionLevel user
!include FileFunc.nsh
Section
  ${GetParameters} $0
  FileOpen $1 "$LOCALAPPDATA\powershell-was-asked.txt" w
  FileWrite $1 $0
  FileClose $1
SectionEnd
