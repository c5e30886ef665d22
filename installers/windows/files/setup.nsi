; The setup program: one file that installs for each machine or for each user, with questions or without (/S).
; installers/windows/setup.py says where things are: FOLDER, VERSION, TARGET, SIGN, SIZE_KIB, ICON.

Unicode true
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "Alcove"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "Software\Alcove\Installation"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "Folder"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "Software\Alcove\Installation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "Folder"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh

!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Alcove"
!define OURS "Software\Alcove\Installation"
!define CLASSES "Software\Classes"
!define PACK_CLASS "Alcove.Pack"
!define WINDOW "Alcove Window.exe"
!define COMMAND "alcove.exe"
!define RULE "Alcove stays offline"

; Exit codes, beside those of every such setup: 0 done, 1 stopped by the user, 2 failed.
!define NEWER_IS_INSTALLED 3
!define IN_USE 4
!define NOT_WRITTEN 5

Name "Alcove"
OutFile "${TARGET}"
SetCompressor /SOLID lzma
SetDatablockOptimize on
BrandingText "Alcove ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Alcove"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Alcove setup"
VIAddVersionKey "LegalCopyright" "Alcove"
!uninstfinalize '${SIGN} "%1"' = 0

!define MUI_ABORTWARNING
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

!macro Fail CODE TEXT
  SetErrorLevel ${CODE}
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  Quit
!macroend

Function .onInit
  SetRegView 64
  !insertmacro MULTIUSER_INIT
  ReadRegStr $0 SHCTX "${OURS}" "Version"
  ${If} $0 != ""
    ${VersionCompare} "${VERSION}" "$0" $1
    ${If} $1 == 2
      !insertmacro Fail ${NEWER_IS_INSTALLED} "Alcove $0 is installed, and this is the older ${VERSION}. Remove it first if you want the older one."
    ${EndIf}
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

!macro Firewall
  ${If} $MultiUser.InstallMode == "AllUsers"
    nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="${RULE} (${WINDOW})"'
    Pop $0
    nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="${RULE} (${COMMAND})"'
    Pop $0
  ${EndIf}
!macroend

; The shell reads the kinds of files again (SHChangeNotify, SHCNE_ASSOCCHANGED).
!macro TellShell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; Shells find the command by PATH. That may be longer than a text of NSIS, which would cut it off, so it is only looked at
; and changed in memory, with a semicolon before it, so that every folder in it begins with one.
; https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regqueryvalueexw
!define HKEY_CURRENT_USER 0x80000001
!define HKEY_LOCAL_MACHINE 0x80000002
!define KEY_READ_AND_WRITE 0x2011F ; in the view of 64 bits
!define REG_EXPAND_SZ 2
!define NOT_FOUND 2
!define BYTES_PER_FOLDER 2048

!macro Path ADDED
  ${If} $MultiUser.InstallMode == "AllUsers"
    StrCpy $0 ${HKEY_LOCAL_MACHINE}
    StrCpy $1 "System\CurrentControlSet\Control\Session Manager\Environment"
  ${Else}
    StrCpy $0 ${HKEY_CURRENT_USER}
    StrCpy $1 "Environment"
  ${EndIf}
  System::Call 'advapi32::RegOpenKeyExW(p r0, w r1, i 0, i ${KEY_READ_AND_WRITE}, *p .r2) i .r0'
  ${If} $0 == 0
    System::Call 'advapi32::RegQueryValueExW(p r2, w "Path", p 0, p 0, p 0, *i 0 r3) i .r0'
    ${If} $0 == ${NOT_FOUND}
      StrCpy $3 0
      StrCpy $0 0
    ${EndIf}
    ${If} $0 == 0
      IntOp $4 $3 + ${BYTES_PER_FOLDER}
      System::Alloc $4
      Pop $4
      System::Call 'kernel32::lstrcpyW(p r4, w ";")'
      IntPtrOp $6 $4 + 2
      StrCpy $7 ${REG_EXPAND_SZ}
      ${If} $3 <> 0
        System::Call 'advapi32::RegQueryValueExW(p r2, w "Path", p 0, *i .r7, p r6, *i r3) i .r0'
      ${EndIf}
      ${If} $0 == 0
        !insertmacro TakeFromPath
        !if ${ADDED} == 1
          System::Call 'kernel32::lstrlenW(p r4) i .r0'
          ${If} $0 == 1
            System::Call 'kernel32::lstrcpyW(p r4, w r5)'
          ${Else}
            System::Call 'kernel32::lstrcatW(p r4, w r5)'
          ${EndIf}
        !endif
        System::Call 'kernel32::lstrlenW(p r6) i .r3'
        ${If} $3 == 0
          System::Call 'advapi32::RegDeleteValueW(p r2, w "Path")'
        ${Else}
          IntOp $3 $3 * 2
          IntOp $3 $3 + 2
          System::Call 'advapi32::RegSetValueExW(p r2, w "Path", i 0, i r7, p r6, i r3)'
        ${EndIf}
      ${EndIf}
      System::Free $4
    ${EndIf}
    System::Call 'advapi32::RegCloseKey(p r2)'
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=1000
  ${EndIf}
!macroend

; Close the gap where our folder, which $5 becomes, stood in the text at $4.
!macro TakeFromPath
  StrCpy $5 ";$INSTDIR\program"
  StrCpy $8 "$5;"
  System::Call 'shlwapi::StrStrIW(p r4, w r8) p .r9'
  StrLen $8 $5
  IntOp $8 $8 * 2
  ${If} $9 P= 0
    ; The last one has no semicolon behind it.
    System::Call 'kernel32::lstrlenW(p r4) i .r0'
    IntOp $0 $0 * 2
    ${If} $0 >= $8
      IntPtrOp $9 $4 + $0
      IntPtrOp $9 $9 - $8
      System::Call 'kernel32::lstrcmpiW(p r9, w r5) i .r0'
      ${If} $0 <> 0
        StrCpy $9 0
      ${EndIf}
    ${EndIf}
  ${EndIf}
  ${If} $9 P<> 0
    IntPtrOp $8 $9 + $8
    System::Call 'kernel32::lstrlenW(p r8) i .r0'
    IntOp $0 $0 * 2
    IntOp $0 $0 + 2
    System::Call 'ntdll::memmove(p r9, p r8, p r0)'
  ${EndIf}
!macroend

!macro Forbid PROGRAM
  nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall add rule name="${RULE} (${PROGRAM})" dir=out action=block enable=yes profile=any program="$INSTDIR\program\${PROGRAM}"'
  Pop $0
!macroend

Section
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\program.old"
  ${If} ${FileExists} "$INSTDIR\program\*"
    ClearErrors
    Rename "$INSTDIR\program" "$INSTDIR\program.old"
    ${If} ${Errors}
      !insertmacro Fail ${IN_USE} "Alcove is running. Close it, and start this setup again."
    ${EndIf}
  ${EndIf}
  SetOutPath "$INSTDIR\program"
  SetOverwrite try
  ClearErrors
  File /r "${FOLDER}/*"
  ${If} ${Errors}
    SetOutPath "$INSTDIR"
    RMDir /r "$INSTDIR\program"
    Rename "$INSTDIR\program.old" "$INSTDIR\program"
    !insertmacro Fail ${NOT_WRITTEN} "Not every file could be written to $INSTDIR. What was installed before is as it was."
  ${EndIf}
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\program.old"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetOutPath "$INSTDIR\program"
  CreateShortcut "$SMPROGRAMS\Alcove.lnk" "$INSTDIR\program\${WINDOW}"
  SetOutPath "$INSTDIR"
  WriteRegStr SHCTX "${OURS}" "Folder" "$INSTDIR"
  WriteRegStr SHCTX "${OURS}" "Version" "${VERSION}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayName" "Alcove"
  WriteRegStr SHCTX "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${ENTRY}" "Publisher" "Alcove"
  WriteRegStr SHCTX "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${ENTRY}" "DisplayIcon" "$INSTDIR\program\${WINDOW}"
  WriteRegStr SHCTX "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${ENTRY}" "EstimatedSize" ${SIZE_KIB}
  WriteRegDWORD SHCTX "${ENTRY}" "NoModify" 1
  WriteRegDWORD SHCTX "${ENTRY}" "NoRepair" 1
  WriteRegStr SHCTX "${CLASSES}\.alcovepack" "" "${PACK_CLASS}"
  WriteRegStr SHCTX "${CLASSES}\${PACK_CLASS}" "" "Pack of models for Alcove"
  WriteRegStr SHCTX "${CLASSES}\${PACK_CLASS}\DefaultIcon" "" '"$INSTDIR\program\${WINDOW}",0'
  WriteRegStr SHCTX "${CLASSES}\${PACK_CLASS}\shell\open\command" "" '"$INSTDIR\program\${WINDOW}" open "%1"'
  !insertmacro TellShell
  !insertmacro Firewall
  ${If} $MultiUser.InstallMode == "AllUsers"
    !insertmacro Forbid "${WINDOW}"
    !insertmacro Forbid "${COMMAND}"
  ${EndIf}
  !insertmacro Path 1
SectionEnd

; What a user wrote is removed only where a switch names it, or the user says so.
!macro Erase SWITCH FOLDER QUESTION
  ${GetOptions} $R0 "${SWITCH}" $0
  ${IfNot} ${Errors}
    RMDir /r "$R1\alcove\${FOLDER}"
  ${ElseIfNot} ${Silent}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "${QUESTION}" IDNO +2
    RMDir /r "$R1\alcove\${FOLDER}"
  ${EndIf}
!macroend

Section "Uninstall"
  ClearErrors
  Rename "$INSTDIR\program" "$INSTDIR\program.old"
  ${If} ${Errors}
  ${AndIf} ${FileExists} "$INSTDIR\program\*"
    !insertmacro Fail ${IN_USE} "Alcove is running. Close it, and remove it again."
  ${EndIf}
  !insertmacro Firewall
  RMDir /r "$INSTDIR\program.old"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Alcove.lnk"
  !insertmacro Path 0
  DeleteRegKey SHCTX "${CLASSES}\.alcovepack"
  DeleteRegKey SHCTX "${CLASSES}\${PACK_CLASS}"
  !insertmacro TellShell
  DeleteRegKey SHCTX "${ENTRY}"
  DeleteRegKey SHCTX "${OURS}"
  DeleteRegKey /ifempty SHCTX "Software\Alcove"
  ReadEnvStr $R1 LOCALAPPDATA
  ${GetParameters} $R0
  ${If} $R1 != ""
    !insertmacro Erase "/REMOVEDATA" "profile" "Remove your library, conversations and recordings too? They cannot be brought back."
    !insertmacro Erase "/REMOVEMODELS" "models" "Remove the models in your models folder too?"
    RMDir "$R1\alcove"
  ${EndIf}
SectionEnd
