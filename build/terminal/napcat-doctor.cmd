@echo off
rem napcat-doctor in a terminal: the installed app as a command line (electron/hosts/desktop/terminal.ts). A command
rem script waits for a program with windows ("cmd /?"). The app writes UTF-8; the code page goes back to what it was.
setlocal
for /f "tokens=2 delims=:." %%c in ('chcp') do set "page=%%c"
chcp 65001 >nul
"%~dp0NapCat Doctor.exe" -- terminal %*
set "status=%ERRORLEVEL%"
if defined page chcp %page% >nul
exit /b %status%
