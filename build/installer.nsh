; Added to electron-builder's scripts. The installer puts the command `napcat-doctor` where every terminal of the user
; finds it; the uninstaller takes it away, asks whether our data goes too, and takes back the firewall rules of repairs.

; On the PATH of every user since Windows 10. To edit PATH itself is how installers cut it off.
!define COMMAND_FILE "$LOCALAPPDATA\Microsoft\WindowsApps\napcat-doctor.cmd"

!macro customInstall
  ClearErrors
  FileOpen $0 "${COMMAND_FILE}" w
  ${IfNot} ${Errors}
    ; Read in the code page of the terminal, so the user's name is better not spelled out.
    ${If} "$INSTDIR" == "$LOCALAPPDATA\Programs\${APP_FILENAME}"
      FileWrite $0 '@"%LOCALAPPDATA%\Programs\${APP_FILENAME}\napcat-doctor.cmd" %*$\r$\n'
    ${Else}
      FileWrite $0 '@"$INSTDIR\napcat-doctor.cmd" %*$\r$\n'
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!ifdef BUILD_UNINSTALLER
  !include StrFunc.nsh
  ${UnStrStr}

  !define FIREWALL_RULES "SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules"
  ; The names that electron/remedies/windows/allow-in-firewall.ts gives.
  !define REMOVE_RULES "Get-NetFirewallRule -DisplayName 'NapCat Doctor *' | Where-Object DisplayName -Match '^NapCat Doctor \d{1,5} [0-9a-f]{8}$$' | Remove-NetFirewallRule -ErrorAction Stop"

  ; "1": a person is there to ask. "/S" and updates have none; electron-builder itself goes silent after its first question.
  Var attended
  ; "1": settings, logs and the backups of repairs go.
  Var removeData

  !macro customUnInit
    StrCpy $removeData "0"
    StrCpy $attended "0"
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/S" $R1
    ${If} ${Errors}
    ${AndIfNot} ${isUpdated}
      StrCpy $attended "1"
    ${EndIf}
    ClearErrors
    ${GetOptions} $R0 "--delete-app-data" $R1
    ${IfNot} ${Errors}
      StrCpy $removeData "1"
    ${ElseIf} $attended == "1"
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "也删除 NapCat Doctor 的设置、日志和修复前的备份吗？删掉备份以后，做过的修复就不能再撤销。$\r$\n$\r$\nAlso remove the settings, logs and backups of NapCat Doctor? Without the backups no repair can be taken back." IDNO +2
      StrCpy $removeData "1"
    ${EndIf}
    ClearErrors
  !macroend

  !macro customUnInstall
    ${IfNot} ${isUpdated}
      Delete "${COMMAND_FILE}"
      Call un.removeFirewallRules
      ${If} $removeData == "1"
        RMDir /r "$APPDATA\NapCat Doctor"
        RMDir /r "$LOCALAPPDATA\NapCat Doctor"
      ${EndIf}
    ${EndIf}
  !macroend

  ; Reading needs no rights, so nobody is asked for them when there is nothing to remove.
  Function un.removeFirewallRules
    StrCpy $R0 0
    ${Do}
      ClearErrors
      EnumRegValue $R1 HKLM "${FIREWALL_RULES}" $R0
      ${If} ${Errors}
      ${OrIf} $R1 == ""
        Return
      ${EndIf}
      ReadRegStr $R2 HKLM "${FIREWALL_RULES}" $R1
      ${UnStrStr} $R3 $R2 "|Name=NapCat Doctor "
      IntOp $R0 $R0 + 1
    ${LoopUntil} $R3 != ""

    StrCpy $R1 "runas"
    ${If} $attended != "1"
      UserInfo::GetAccountType
      Pop $R0
      ${If} $R0 != "Admin"
        Return
      ${EndIf}
      StrCpy $R1 "open"
    ${EndIf}
    ClearErrors
    ExecShellWait "$R1" "$WINDIR\System32\WindowsPowerShell\v1.0\powershell.exe" `-NoProfile -NonInteractive -Command "${REMOVE_RULES}"` SW_HIDE
    ${If} ${Errors}
    ${AndIf} $attended == "1"
      MessageBox MB_OK|MB_ICONINFORMATION "修复时加的防火墙规则还在：名字以“NapCat Doctor”开头，可以在“高级安全 Windows Defender 防火墙”的“入站规则”里删除。$\r$\n$\r$\nThe firewall rules of repairs are still there. Their names begin with “NapCat Doctor”; remove them under Inbound Rules of Windows Defender Firewall with Advanced Security."
    ${EndIf}
  FunctionEnd
!endif
