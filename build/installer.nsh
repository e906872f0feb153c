; Added to electron-builder's script: the uninstaller asks whether settings, logs and backups go too. A silent uninstall
; and an update keep them.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    IfSilent keepData
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "删除 NapCat Doctor 的设置和日志？$\r$\nRemove the settings and logs of NapCat Doctor?" IDNO keepData
      RMDir /r "$APPDATA\NapCat Doctor"
    keepData:
  ${endIf}
!macroend
