<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>Aloud</name>
  <message>
   <source>The system is asked for its voices; the first time, that takes some seconds.</source>
   <translation>Das System wird nach seinen Stimmen gefragt; beim ersten Mal dauert das einige Sekunden.</translation>
  </message>
 </context>
 <context>
  <name>AloudButton</name>
  <message>
   <source>Read aloud</source>
   <translation>Vorlesen</translation>
  </message>
  <message>
   <source>Stop reading aloud</source>
   <translation>Vorlesen beenden</translation>
  </message>
 </context>
 <context>
  <name>AnswerFooter</name>
  <message numerus="yes">
   <source>%n file(s) could not be read</source>
   <translation>
    <numerusform>%Ln Datei konnte nicht gelesen werden</numerusform>
    <numerusform>%Ln Dateien konnten nicht gelesen werden</numerusform>
   </translation>
  </message>
  <message>
   <source>Answer again</source>
   <translation>Neu beantworten</translation>
  </message>
  <message>
   <source>Change and ask again</source>
   <translation>Ändern und neu fragen</translation>
  </message>
  <message>
   <source>Copy the answer</source>
   <translation>Antwort kopieren</translation>
  </message>
  <message>
   <source>Copy the answer with its sources</source>
   <translation>Antwort mit ihren Quellen kopieren</translation>
  </message>
  <message>
   <source>First word after {s} s</source>
   <translation>Erstes Wort nach {s} s</translation>
  </message>
  <message>
   <source>Passages found after {ms} ms</source>
   <translation>Textstellen gefunden nach {ms} ms</translation>
  </message>
  <message>
   <source>Save the question</source>
   <translation>Frage speichern</translation>
  </message>
  <message numerus="yes">
   <source>Searched %n document(s)</source>
   <translation>
    <numerusform>%Ln Dokument durchsucht</numerusform>
    <numerusform>%Ln Dokumente durchsucht</numerusform>
   </translation>
  </message>
  <message>
   <source>Searched as: {question}</source>
   <translation>Gesucht als: {question}</translation>
  </message>
  <message>
   <source>Show the sources</source>
   <translation>Quellen anzeigen</translation>
  </message>
  <message>
   <source>Show unreadable files</source>
   <translation>Nicht lesbare Dateien anzeigen</translation>
  </message>
  <message>
   <source>The nearest passages:</source>
   <translation>Die nächstliegenden Textstellen:</translation>
  </message>
  <message>
   <source>What was written was not fully supported; your documents' own words stand in its place.</source>
   <translation>Was geschrieben wurde, war nicht vollständig belegt; an seiner Stelle steht der Wortlaut Ihrer Dokumente.</translation>
  </message>
  <message>
   <source>page</source>
   <translation>Seite</translation>
  </message>
  <message numerus="yes">
   <source>read %n passage(s)</source>
   <translation>
    <numerusform>%Ln Textstelle gelesen</numerusform>
    <numerusform>%Ln Textstellen gelesen</numerusform>
   </translation>
  </message>
  <message>
   <source>read {read} of {all} passages</source>
   <translation>{read} von {all} Textstellen gelesen</translation>
  </message>
  <message>
   <source>stopped</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <source>{model}: {reason}</source>
   <translation>{model}: {reason}</translation>
  </message>
  <message>
   <source>{n} tokens read, {reused} of them remembered</source>
   <translation>{n} Token gelesen, davon {reused} noch bekannt</translation>
  </message>
  <message>
   <source>{n} tokens written, {rate} a second</source>
   <translation>{n} Token geschrieben, {rate} pro Sekunde</translation>
  </message>
  <message>
   <source>{seconds} s</source>
   <translation>{seconds} s</translation>
  </message>
  <message>
   <source>“{text}” is not fully supported by your documents.</source>
   <translation>„{text}“ ist durch Ihre Dokumente nicht vollständig belegt.</translation>
  </message>
 </context>
 <context>
  <name>AnswerText</name>
  <message>
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
 </context>
 <context>
  <name>AnswerView</name>
  <message numerus="yes">
   <source>Found %n passage(s)</source>
   <translation>
    <numerusform>%Ln Textstelle gefunden</numerusform>
    <numerusform>%Ln Textstellen gefunden</numerusform>
   </translation>
  </message>
  <message>
   <source>Reading everything: {done} of {total} passages</source>
   <translation>Alles wird gelesen: {done} von {total} Textstellen</translation>
  </message>
  <message>
   <source>Reading your question…</source>
   <translation>Ihre Frage wird gelesen…</translation>
  </message>
  <message>
   <source>Searching your documents…</source>
   <translation>Ihre Dokumente werden durchsucht…</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Wird angehalten…</translation>
  </message>
  <message>
   <source>Thinking…</source>
   <translation>Denkt nach…</translation>
  </message>
  <message>
   <source>Writing…</source>
   <translation>Schreibt…</translation>
  </message>
  <message numerus="yes">
   <source>in %n document(s)</source>
   <translation>
    <numerusform>in %Ln Dokument</numerusform>
    <numerusform>in %Ln Dokumenten</numerusform>
   </translation>
  </message>
  <message>
   <source>{evidence} · reading, {percent} %</source>
   <translation>{evidence} · wird gelesen, {percent} %</translation>
  </message>
  <message>
   <source>{told} · about {seconds} s left</source>
   <translation>{told} · noch etwa {seconds} s</translation>
  </message>
 </context>
 <context>
  <name>AnswersTable</name>
  <message>
   <source>What each answer took</source>
   <translation>Was jede Antwort gebraucht hat</translation>
  </message>
 </context>
 <context>
  <name>ApiTokenRow</name>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>New token</source>
   <translation>Neues Token</translation>
  </message>
  <message>
   <source>The new token</source>
   <translation>Das neue Token</translation>
  </message>
  <message>
   <source>Token</source>
   <translation>Token</translation>
  </message>
  <message>
   <source>What programs show that call a port of this computer (alcove serve --loopback). The old one stops working at once. The new one is shown this once; Alcove keeps only its hash.</source>
   <translation>Was Programme vorweisen, die einen Port dieses Computers ansprechen (alcove serve --loopback). Das alte gilt sofort nicht mehr. Das neue wird nur dieses eine Mal gezeigt; Alcove behält nur seinen Hash.</translation>
  </message>
 </context>
 <context>
  <name>AskTabs</name>
  <message>
   <source>Conversations</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Saved</source>
   <translation>Gespeichert</translation>
  </message>
 </context>
 <context>
  <name>AskView</name>
  <message>
   <source>Copied.</source>
   <translation>Kopiert.</translation>
  </message>
  <message>
   <source>Remove the samples</source>
   <translation>Beispiele entfernen</translation>
  </message>
  <message>
   <source>Saved as “{name}”.</source>
   <translation>Gespeichert als „{name}“.</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Anzeigen</translation>
  </message>
  <message>
   <source>The sample documents are in your library now.</source>
   <translation>Die Beispieldokumente sind jetzt in Ihrer Bibliothek.</translation>
  </message>
  <message>
   <source>This conversation is being answered; stop the answer first.</source>
   <translation>In dieser Unterhaltung wird gerade geantwortet; halten Sie die Antwort zuerst an.</translation>
  </message>
  <message>
   <source>Your question has been answered.</source>
   <translation>Ihre Frage ist beantwortet.</translation>
  </message>
  <message>
   <source>page</source>
   <translation>Seite</translation>
  </message>
 </context>
 <context>
  <name>BackupRows</name>
  <message>
   <source>A backup is ready: it takes the place of everything here when Alcove starts the next time.</source>
   <translation>Eine Sicherung liegt bereit: Sie tritt an die Stelle von allem hier, wenn Alcove das nächste Mal startet.</translation>
  </message>
  <message>
   <source>Back up</source>
   <translation>Sichern</translation>
  </message>
  <message>
   <source>Back up…</source>
   <translation>Sichern…</translation>
  </message>
  <message>
   <source>Backup of {moment}, {size}</source>
   <translation>Sicherung vom {moment}, {size}</translation>
  </message>
  <message>
   <source>Do not restore it</source>
   <translation>Nicht wiederherstellen</translation>
  </message>
  <message>
   <source>It holds something that was forgotten since, and could not be reached then: delete it.</source>
   <translation>Sie enthält etwas, das seither vergessen wurde und damals nicht erreichbar war: Löschen Sie sie.</translation>
  </message>
  <message>
   <source>Make a backup now</source>
   <translation>Jetzt eine Sicherung anlegen</translation>
  </message>
  <message>
   <source>No backup was made by itself yet.</source>
   <translation>Es wurde noch keine Sicherung von selbst angelegt.</translation>
  </message>
  <message>
   <source>Not within reach now.</source>
   <translation>Zurzeit nicht erreichbar.</translation>
  </message>
  <message>
   <source>One encrypted file with everything but the models. It opens with your passphrase or the recovery key.</source>
   <translation>Eine verschlüsselte Datei mit allem außer den Modellen. Sie öffnet sich mit Ihrer Passphrase oder dem Wiederherstellungsschlüssel.</translation>
  </message>
  <message>
   <source>Put a backup in the place of everything that is here, when Alcove starts the next time.</source>
   <translation>Eine Sicherung an die Stelle von allem setzen, was hier ist, wenn Alcove das nächste Mal startet.</translation>
  </message>
  <message>
   <source>Restore a backup</source>
   <translation>Eine Sicherung wiederherstellen</translation>
  </message>
  <message>
   <source>Restore…</source>
   <translation>Wiederherstellen…</translation>
  </message>
  <message>
   <source>Take off the list</source>
   <translation>Von der Liste nehmen</translation>
  </message>
  <message>
   <source>Take {name} off the list</source>
   <translation>{name} von der Liste nehmen</translation>
  </message>
  <message>
   <source>The backup was written to {path}.</source>
   <translation>Die Sicherung wurde nach {path} geschrieben.</translation>
  </message>
  <message>
   <source>The folder for backups is not there now: connect its drive, or choose another.</source>
   <translation>Der Ordner für Sicherungen ist zurzeit nicht da: Schließen Sie sein Laufwerk an oder wählen Sie einen anderen.</translation>
  </message>
  <message>
   <source>The last backup was made by itself on {day}.</source>
   <translation>Die letzte Sicherung wurde von selbst angelegt am {day}.</translation>
  </message>
  <message>
   <source>Verify</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Verify {name}</source>
   <translation>{name} prüfen</translation>
  </message>
  <message>
   <source>{count} older ones</source>
   <translation>{count} ältere</translation>
  </message>
  <message>
   <source>{name} is checked and ready. Close Alcove and start it again to go on with it.</source>
   <translation>{name} ist geprüft und bereit. Schließen Sie Alcove und starten Sie es neu, um damit weiterzuarbeiten.</translation>
  </message>
  <message>
   <source>{name} is whole: every byte of it is what was written, and the vault in it opens.</source>
   <translation>{name} ist vollständig: Jedes Byte ist so, wie es geschrieben wurde, und der Tresor darin lässt sich öffnen.</translation>
  </message>
  <message>
   <source>{size} are free in the folder for backups.</source>
   <translation>{size} sind im Ordner für Sicherungen frei.</translation>
  </message>
 </context>
 <context>
  <name>Banner</name>
  <message>
   <source>Dismiss</source>
   <translation>Ausblenden</translation>
  </message>
 </context>
 <context>
  <name>BringPage</name>
  <message>
   <source>Bring a backup</source>
   <translation>Eine Sicherung mitbringen</translation>
  </message>
  <message>
   <source>Everything in it comes to this computer: documents, meetings, conversations and settings.</source>
   <translation>Alles darin kommt auf diesen Computer: Dokumente, Besprechungen, Unterhaltungen und Einstellungen.</translation>
  </message>
  <message>
   <source>The vault that is here is not lost: it stays, locked as it is, in a folder of its own in {folder}.</source>
   <translation>Der Tresor, der hier liegt, geht nicht verloren: Er bleibt, gesperrt wie er ist, in einem eigenen Ordner in {folder}.</translation>
  </message>
 </context>
 <context>
  <name>CallsView</name>
  <message>
   <source>Calculated over a table</source>
   <translation>In einer Tabelle gerechnet</translation>
  </message>
  <message>
   <source>Calculated with days</source>
   <translation>Mit Tagen gerechnet</translation>
  </message>
  <message>
   <source>Calculated {gist}</source>
   <translation>Berechnet: {gist}</translation>
  </message>
  <message>
   <source>Failed: {result}</source>
   <translation>Fehlgeschlagen: {result}</translation>
  </message>
  <message>
   <source>Listed the files</source>
   <translation>Dateien aufgelistet</translation>
  </message>
  <message>
   <source>Markdown file</source>
   <translation>Markdown-Datei</translation>
  </message>
  <message>
   <source>Read page {page} of {gist}</source>
   <translation>Seite {page} von {gist} gelesen</translation>
  </message>
  <message>
   <source>Result: {result}</source>
   <translation>Ergebnis: {result}</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Speichern unter…</translation>
  </message>
  <message>
   <source>Saved to: {path}</source>
   <translation>Gespeichert unter: {path}</translation>
  </message>
  <message>
   <source>Searched for {gist}</source>
   <translation>Gesucht nach {gist}</translation>
  </message>
  <message>
   <source>Spreadsheet</source>
   <translation>Tabelle</translation>
  </message>
  <message>
   <source>The call of a tool</source>
   <translation>Der Aufruf eines Werkzeugs</translation>
  </message>
  <message>
   <source>Tool: {name}</source>
   <translation>Werkzeug: {name}</translation>
  </message>
  <message>
   <source>Word document</source>
   <translation>Word-Dokument</translation>
  </message>
  <message>
   <source>{name} (failed)</source>
   <translation>{name} (fehlgeschlagen)</translation>
  </message>
 </context>
 <context>
  <name>CaptionsPane</name>
  <message>
   <source>Being said just now</source>
   <translation>Wird gerade gesprochen</translation>
  </message>
  <message>
   <source>Live captions</source>
   <translation>Live-Untertitel</translation>
  </message>
  <message>
   <source>The captions are {seconds} s behind and will catch up; the recording itself misses nothing.</source>
   <translation>Die Untertitel sind {seconds} s im Rückstand und holen auf; der Aufnahme selbst entgeht nichts.</translation>
  </message>
 </context>
 <context>
  <name>ChatImportRow</name>
  <message numerus="yes">
   <source>%n conversation(s) came into the folder “{folder}”.</source>
   <translation>
    <numerusform>%Ln Unterhaltung kam in den Ordner „{folder}“.</numerusform>
    <numerusform>%Ln Unterhaltungen kamen in den Ordner „{folder}“.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Beside an earlier version that differs: %n conversation(s).</source>
   <translation>
    <numerusform>Neben einer früheren Fassung, die anders lautet: %Ln Unterhaltung.</numerusform>
    <numerusform>Neben einer früheren Fassung, die anders lautet: %Ln Unterhaltungen.</numerusform>
   </translation>
  </message>
  <message>
   <source>Bring conversations along</source>
   <translation>Unterhaltungen mitbringen</translation>
  </message>
  <message>
   <source>Choose files…</source>
   <translation>Dateien wählen…</translation>
  </message>
  <message numerus="yes">
   <source>Continued: %n conversation(s).</source>
   <translation>
    <numerusform>Fortgesetzt: %Ln Unterhaltung.</numerusform>
    <numerusform>Fortgesetzt: %Ln Unterhaltungen.</numerusform>
   </translation>
  </message>
  <message>
   <source>Exported conversations ({endings})</source>
   <translation>Exportierte Unterhaltungen ({endings})</translation>
  </message>
  <message>
   <source>GPT4All and Jan keep no conversations on this computer.</source>
   <translation>GPT4All und Jan haben auf diesem Computer keine Unterhaltungen.</translation>
  </message>
  <message>
   <source>GPT4All and Jan keep their conversations on this computer. From ChatGPT take the ZIP file of its export, from Open WebUI the exported chats. They come into a folder of their program's name, and nothing comes twice.</source>
   <translation>GPT4All und Jan bewahren ihre Unterhaltungen auf diesem Computer auf. Von ChatGPT nehmen Sie die ZIP-Datei seines Exports, von Open WebUI die exportierten Chats. Sie kommen in einen Ordner mit dem Namen ihres Programms, und nichts kommt zweimal.</translation>
  </message>
  <message numerus="yes">
   <source>Here already: %n conversation(s).</source>
   <translation>
    <numerusform>Schon hier: %Ln Unterhaltung.</numerusform>
    <numerusform>Schon hier: %Ln Unterhaltungen.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Left out: %n other version(s) of messages.</source>
   <translation>
    <numerusform>Weggelassen: %Ln andere Fassung von Nachrichten.</numerusform>
    <numerusform>Weggelassen: %Ln andere Fassungen von Nachrichten.</numerusform>
   </translation>
  </message>
  <message>
   <source>Look on this computer</source>
   <translation>Auf diesem Computer suchen</translation>
  </message>
  <message>
   <source>The new ones were taken out again.</source>
   <translation>Die neuen wurden wieder entfernt.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>CollectionsPane</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln Dokument</numerusform>
    <numerusform>%Ln Dokumente</numerusform>
   </translation>
  </message>
  <message>
   <source>All documents</source>
   <translation>Alle Dokumente</translation>
  </message>
  <message>
   <source>Collections</source>
   <translation>Sammlungen</translation>
  </message>
  <message>
   <source>Name of the collection</source>
   <translation>Name der Sammlung</translation>
  </message>
  <message>
   <source>New collection</source>
   <translation>Neue Sammlung</translation>
  </message>
  <message>
   <source>{documents}, pack {version}</source>
   <translation>{documents}, Paket {version}</translation>
  </message>
 </context>
 <context>
  <name>Composer</name>
  <message>
   <source>Ask about the picture</source>
   <translation>Fragen Sie zum Bild</translation>
  </message>
  <message>
   <source>Ask without documents</source>
   <translation>Ohne Dokumente fragen</translation>
  </message>
  <message>
   <source>Ask your documents</source>
   <translation>Fragen Sie Ihre Dokumente</translation>
  </message>
  <message>
   <source>Attach pictures</source>
   <translation>Bilder anhängen</translation>
  </message>
  <message>
   <source>Leave it as it was</source>
   <translation>Unverändert lassen</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>Senden</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>You are changing an earlier message; what followed it will be replaced.</source>
   <translation>Sie ändern eine frühere Nachricht; was darauf folgte, wird ersetzt.</translation>
  </message>
  <message>
   <source>Your question</source>
   <translation>Ihre Frage</translation>
  </message>
 </context>
 <context>
  <name>Consent</name>
  <message>
   <source>Do not show this again</source>
   <translation>Nicht mehr anzeigen</translation>
  </message>
  <message>
   <source>Has everybody agreed to be recorded?</source>
   <translation>Sind alle mit der Aufnahme einverstanden?</translation>
  </message>
  <message>
   <source>In many places recording without consent is forbidden. The sound stays on this computer, encrypted.</source>
   <translation>Vielerorts ist es verboten, ohne Einwilligung aufzunehmen. Der Ton bleibt verschlüsselt auf diesem Computer.</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>Aufnehmen</translation>
  </message>
  <message>
   <source>Record a meeting</source>
   <translation>Besprechung aufnehmen</translation>
  </message>
 </context>
 <context>
  <name>ConversationActions</name>
  <message numerus="yes">
   <source>%n conversation(s) deleted.</source>
   <translation>
    <numerusform>%Ln Unterhaltung gelöscht.</numerusform>
    <numerusform>%Ln Unterhaltungen gelöscht.</numerusform>
   </translation>
  </message>
  <message>
   <source>Conversation deleted.</source>
   <translation>Unterhaltung gelöscht.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>ConversationList</name>
  <message numerus="yes">
   <source>%n conversation(s)</source>
   <translation>
    <numerusform>%Ln Unterhaltung</numerusform>
    <numerusform>%Ln Unterhaltungen</numerusform>
   </translation>
  </message>
  <message>
   <source>Answering…</source>
   <translation>Antwortet…</translation>
  </message>
  <message>
   <source>Conversations</source>
   <translation>Unterhaltungen</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete all in it</source>
   <translation>Alles darin löschen</translation>
  </message>
  <message>
   <source>Move to a folder</source>
   <translation>In einen Ordner verschieben</translation>
  </message>
  <message>
   <source>Name of the folder</source>
   <translation>Name des Ordners</translation>
  </message>
  <message>
   <source>New conversation</source>
   <translation>Neue Unterhaltung</translation>
  </message>
  <message>
   <source>New folder…</source>
   <translation>Neuer Ordner…</translation>
  </message>
  <message>
   <source>Pin to the top</source>
   <translation>Oben anheften</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Search conversations</source>
   <translation>Unterhaltungen durchsuchen</translation>
  </message>
  <message>
   <source>Take all out of the folder</source>
   <translation>Alle aus dem Ordner nehmen</translation>
  </message>
  <message>
   <source>Take out of the folder</source>
   <translation>Aus dem Ordner nehmen</translation>
  </message>
  <message>
   <source>Unpin</source>
   <translation>Lösen</translation>
  </message>
 </context>
 <context>
  <name>CopyButton</name>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
 </context>
 <context>
  <name>CreatePage</name>
  <message>
   <source>Ask your own documents and meetings, on your own machine.</source>
   <translation>Fragen Sie Ihre eigenen Dokumente und Besprechungen, auf Ihrem eigenen Rechner.</translation>
  </message>
  <message>
   <source>Bring a backup…</source>
   <translation>Eine Sicherung mitbringen…</translation>
  </message>
  <message>
   <source>Create the vault</source>
   <translation>Tresor anlegen</translation>
  </message>
  <message>
   <source>Creating the vault…</source>
   <translation>Der Tresor wird angelegt…</translation>
  </message>
  <message>
   <source>Every sentence of an answer shows the passage it rests on, or says it has none.</source>
   <translation>Jeder Satz einer Antwort zeigt die Textstelle, auf der er beruht, oder sagt, dass er keine hat.</translation>
  </message>
  <message>
   <source>Everything it keeps is encrypted in a vault that only you can open.</source>
   <translation>Alles, was es aufbewahrt, liegt verschlüsselt in einem Tresor, den nur Sie öffnen können.</translation>
  </message>
  <message>
   <source>Keep the key in this computer's keyring</source>
   <translation>Schlüssel im Schlüsselbund dieses Computers aufbewahren</translation>
  </message>
  <message>
   <source>Opens by itself once you are logged in.</source>
   <translation>Öffnet sich von selbst, sobald Sie angemeldet sind.</translation>
  </message>
  <message>
   <source>Protect it with a passphrase</source>
   <translation>Mit einer Passphrase schützen</translation>
  </message>
  <message>
   <source>This computer offers no keyring to Alcove.</source>
   <translation>Dieser Computer stellt Alcove keinen Schlüsselbund bereit.</translation>
  </message>
  <message>
   <source>Welcome to Alcove</source>
   <translation>Willkommen bei Alcove</translation>
  </message>
  <message>
   <source>Works without any network, and locks itself off from it when it starts.</source>
   <translation>Arbeitet ohne jedes Netzwerk und sperrt sich beim Start selbst davon aus.</translation>
  </message>
  <message>
   <source>You type it each time Alcove starts. Several words are stronger than one.</source>
   <translation>Sie geben sie bei jedem Start von Alcove ein. Mehrere Wörter sind stärker als eines.</translation>
  </message>
  <message>
   <source>Your organization requires a passphrase.</source>
   <translation>Ihre Organisation verlangt eine Passphrase.</translation>
  </message>
  <message>
   <source>Your vault</source>
   <translation>Ihr Tresor</translation>
  </message>
 </context>
 <context>
  <name>DeviceMenus</name>
  <message>
   <source>The system's default</source>
   <translation>Standard des Systems</translation>
  </message>
  <message>
   <source>{device} (not connected)</source>
   <translation>{device} (nicht angeschlossen)</translation>
  </message>
 </context>
 <context>
  <name>DeviceRow</name>
  <message>
   <source>Answers are computed on</source>
   <translation>Antworten werden berechnet auf</translation>
  </message>
  <message>
   <source>Computing</source>
   <translation>Rechenleistung</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Use the device again that failed</source>
   <translation>Das ausgefallene Gerät wieder verwenden</translation>
  </message>
 </context>
 <context>
  <name>DocumentPanel</name>
  <message>
   <source>Ask only this document</source>
   <translation>Nur dieses Dokument fragen</translation>
  </message>
  <message>
   <source>Close the document</source>
   <translation>Dokument schließen</translation>
  </message>
  <message>
   <source>Enter password…</source>
   <translation>Passwort eingeben…</translation>
  </message>
  <message>
   <source>Open in Meetings</source>
   <translation>In Besprechungen öffnen</translation>
  </message>
 </context>
 <context>
  <name>DocumentSaving</name>
  <message>
   <source>Save the document</source>
   <translation>Dokument speichern</translation>
  </message>
  <message>
   <source>Written to {path}</source>
   <translation>Geschrieben nach {path}</translation>
  </message>
 </context>
 <context>
  <name>DocumentViewer</name>
  <message>
   <source>Larger</source>
   <translation>Größer</translation>
  </message>
  <message>
   <source>Next page</source>
   <translation>Nächste Seite</translation>
  </message>
  <message>
   <source>Page {page} of {pages}</source>
   <translation>Seite {page} von {pages}</translation>
  </message>
  <message>
   <source>Part {part} of {parts}</source>
   <translation>Teil {part} von {parts}</translation>
  </message>
  <message>
   <source>Previous page</source>
   <translation>Vorherige Seite</translation>
  </message>
  <message>
   <source>Smaller</source>
   <translation>Kleiner</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>The file was moved, deleted or changed since it was read; this is the text Alcove kept.</source>
   <translation>Die Datei wurde seit dem Lesen verschoben, gelöscht oder geändert; dies ist der Text, den Alcove behalten hat.</translation>
  </message>
  <message>
   <source>This PDF cannot be drawn here; this is the text Alcove read from it.</source>
   <translation>Dieses PDF kann hier nicht gezeichnet werden; dies ist der Text, den Alcove daraus gelesen hat.</translation>
  </message>
 </context>
 <context>
  <name>DocumentsModel</name>
  <message>
   <source>Added</source>
   <translation>Hinzugefügt</translation>
  </message>
  <message>
   <source>Could not be read</source>
   <translation>Konnte nicht gelesen werden</translation>
  </message>
  <message>
   <source>Document</source>
   <translation>Dokument</translation>
  </message>
  <message>
   <source>File gone, in no search</source>
   <translation>Datei fort, in keiner Suche</translation>
  </message>
  <message>
   <source>Pages</source>
   <translation>Seiten</translation>
  </message>
  <message>
   <source>Passages</source>
   <translation>Textstellen</translation>
  </message>
  <message>
   <source>Read, not yet searchable by meaning</source>
   <translation>Gelesen, noch nicht nach Sinn durchsuchbar</translation>
  </message>
  <message>
   <source>Searchable</source>
   <translation>Durchsuchbar</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>Status</translation>
  </message>
 </context>
 <context>
  <name>DocumentsPane</name>
  <message numerus="yes">
   <source>%n could not be read</source>
   <translation>
    <numerusform>%Ln konnte nicht gelesen werden</numerusform>
    <numerusform>%Ln konnten nicht gelesen werden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln Dokument</numerusform>
    <numerusform>%Ln Dokumente</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s) added</source>
   <translation>
    <numerusform>%Ln Dokument hinzugefügt</numerusform>
    <numerusform>%Ln Dokumente hinzugefügt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n not yet searchable by meaning</source>
   <translation>
    <numerusform>%Ln noch nicht nach Sinn durchsuchbar</numerusform>
    <numerusform>%Ln noch nicht nach Sinn durchsuchbar</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n passage(s)</source>
   <translation>
    <numerusform>%Ln Textstelle</numerusform>
    <numerusform>%Ln Textstellen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n unchanged</source>
   <translation>
    <numerusform>%Ln unverändert</numerusform>
    <numerusform>%Ln unverändert</numerusform>
   </translation>
  </message>
  <message>
   <source>, until {day}</source>
   <translation>, bis {day}</translation>
  </message>
  <message>
   <source>Add a folder and choose to follow it: new, changed and deleted files then come and go by themselves, and nothing is copied.</source>
   <translation>Fügen Sie einen Ordner hinzu und lassen Sie ihn beobachten: Neue, geänderte und gelöschte Dateien kommen und gehen dann von selbst, und nichts wird kopiert.</translation>
  </message>
  <message>
   <source>Add a folder…</source>
   <translation>Ordner hinzufügen…</translation>
  </message>
  <message>
   <source>Add files or folders, or drop them anywhere: documents, presentations, sheets, mail, books, web pages, pictures, text and archives of them. They are read on this computer and stay where they are.</source>
   <translation>Fügen Sie Dateien oder Ordner hinzu, oder ziehen Sie sie irgendwohin: Dokumente, Präsentationen, Tabellen, E-Mails, Bücher, Webseiten, Bilder, Text und Archive davon. Sie werden auf diesem Computer gelesen und bleiben, wo sie sind.</translation>
  </message>
  <message>
   <source>Add files…</source>
   <translation>Dateien hinzufügen…</translation>
  </message>
  <message numerus="yes">
   <source>And %n more.</source>
   <translation>
    <numerusform>Und %Ln weiteres.</numerusform>
    <numerusform>Und %Ln weitere.</numerusform>
   </translation>
  </message>
  <message>
   <source>Ask only these documents</source>
   <translation>Nur diese Dokumente fragen</translation>
  </message>
  <message>
   <source>Cancelled.</source>
   <translation>Abgebrochen.</translation>
  </message>
  <message>
   <source>Cancelled; what was added until then stays: {words}</source>
   <translation>Abgebrochen; was bis dahin hinzugefügt wurde, bleibt: {words}</translation>
  </message>
  <message>
   <source>Check the library</source>
   <translation>Bibliothek prüfen</translation>
  </message>
  <message>
   <source>Documents</source>
   <translation>Dokumente</translation>
  </message>
  <message>
   <source>Enter password…</source>
   <translation>Passwort eingeben…</translation>
  </message>
  <message>
   <source>Everything could be read, is up to date, and is there once.</source>
   <translation>Alles konnte gelesen werden, ist aktuell und nur einmal vorhanden.</translation>
  </message>
  <message>
   <source>Followed folders</source>
   <translation>Beobachtete Ordner</translation>
  </message>
  <message>
   <source>Forget for good…</source>
   <translation>Endgültig vergessen…</translation>
  </message>
  <message>
   <source>Knowledge pack {version} by {publisher}, read-only</source>
   <translation>Wissenspaket {version} von {publisher}, schreibgeschützt</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>Bibliothek</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>Wird nachgesehen…</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Mehr</translation>
  </message>
  <message>
   <source>No followed folders</source>
   <translation>Keine beobachteten Ordner</translation>
  </message>
  <message>
   <source>No problems</source>
   <translation>Keine Probleme</translation>
  </message>
  <message>
   <source>No title and no path has “{text}” in it.</source>
   <translation>Weder ein Titel noch ein Pfad enthält „{text}“.</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>Nichts gefunden</translation>
  </message>
  <message>
   <source>Nothing here yet</source>
   <translation>Noch nichts hier</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Pausiert</translation>
  </message>
  <message>
   <source>Problems</source>
   <translation>Probleme</translation>
  </message>
  <message>
   <source>Rebuild the index</source>
   <translation>Index neu aufbauen</translation>
  </message>
  <message>
   <source>Remove from the library</source>
   <translation>Aus der Bibliothek entfernen</translation>
  </message>
  <message>
   <source>Remove this knowledge pack…</source>
   <translation>Dieses Wissenspaket entfernen…</translation>
  </message>
  <message>
   <source>Remove {what} and {gone} from the library? Files on disk are not touched.</source>
   <translation>{what} und {gone} aus der Bibliothek entfernen? Die Dateien auf dem Datenträger bleiben unberührt.</translation>
  </message>
  <message>
   <source>Search documents</source>
   <translation>Dokumente durchsuchen</translation>
  </message>
  <message>
   <source>The library is being examined.</source>
   <translation>Die Bibliothek wird untersucht.</translation>
  </message>
  <message numerus="yes">
   <source>its %n passage(s)</source>
   <translation>
    <numerusform>die %Ln Textstelle daraus</numerusform>
    <numerusform>die %Ln Textstellen daraus</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>their %n passage(s)</source>
   <translation>
    <numerusform>die %Ln Textstelle daraus</numerusform>
    <numerusform>die %Ln Textstellen daraus</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>DocumentsTable</name>
  <message>
   <source>Documents</source>
   <translation>Dokumente</translation>
  </message>
 </context>
 <context>
  <name>Elsewhere</name>
  <message numerus="yes">
   <source>Found %n model(s).</source>
   <translation>
    <numerusform>%Ln Modell gefunden.</numerusform>
    <numerusform>%Ln Modelle gefunden.</numerusform>
   </translation>
  </message>
  <message>
   <source>In other programs</source>
   <translation>In anderen Programmen</translation>
  </message>
  <message>
   <source>Link</source>
   <translation>Verknüpfen</translation>
  </message>
  <message>
   <source>Link {name}</source>
   <translation>{name} verknüpfen</translation>
  </message>
  <message>
   <source>Linked</source>
   <translation>Verknüpft</translation>
  </message>
  <message>
   <source>Look for models</source>
   <translation>Nach Modellen suchen</translation>
  </message>
  <message>
   <source>Models of LM Studio, Ollama, GPT4All and Jan can be used where they are, without a copy.</source>
   <translation>Modelle von LM Studio, Ollama, GPT4All und Jan können dort verwendet werden, wo sie liegen, ohne Kopie.</translation>
  </message>
  <message>
   <source>No models were found in their usual folders.</source>
   <translation>In ihren üblichen Ordnern wurden keine Modelle gefunden.</translation>
  </message>
  <message>
   <source>Nothing is looked for until you ask.</source>
   <translation>Es wird nichts gesucht, bevor Sie es verlangen.</translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message>
   <source>Dates</source>
   <translation>Datumsangaben</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>JSON, with every word's time</source>
   <translation>JSON, mit der Zeit jedes Wortes</translation>
  </message>
  <message>
   <source>Markdown</source>
   <translation>Markdown</translation>
  </message>
  <message>
   <source>Minutes</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>Names</source>
   <translation>Namen</translation>
  </message>
  <message>
   <source>Names of the speakers</source>
   <translation>Namen der Sprecher</translation>
  </message>
  <message>
   <source>Nothing of the kind was found. Read the file before you hand it on.</source>
   <translation>Nichts dergleichen wurde gefunden. Lesen Sie die Datei, bevor Sie sie weitergeben.</translation>
  </message>
  <message>
   <source>Numbers</source>
   <translation>Nummern</translation>
  </message>
  <message>
   <source>PDF</source>
   <translation>PDF</translation>
  </message>
  <message>
   <source>Plain text</source>
   <translation>Nur Text</translation>
  </message>
  <message>
   <source>Subtitles (SRT)</source>
   <translation>Untertitel (SRT)</translation>
  </message>
  <message>
   <source>Subtitles (WebVTT)</source>
   <translation>Untertitel (WebVTT)</translation>
  </message>
  <message>
   <source>Take out</source>
   <translation>Schwärzen</translation>
  </message>
  <message>
   <source>This is taken out; untick what may stay. Read the file before you hand it on.</source>
   <translation>Dies wird geschwärzt; wählen Sie ab, was bleiben darf. Lesen Sie die Datei, bevor Sie sie weitergeben.</translation>
  </message>
  <message>
   <source>Times</source>
   <translation>Zeiten</translation>
  </message>
  <message>
   <source>Transcript</source>
   <translation>Transkript</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Was</translation>
  </message>
  <message>
   <source>What is taken out</source>
   <translation>Was geschwärzt wird</translation>
  </message>
  <message>
   <source>With</source>
   <translation>Mit</translation>
  </message>
  <message>
   <source>Word document</source>
   <translation>Word-Dokument</translation>
  </message>
  <message numerus="yes">
   <source>{text} becomes {stand_in}, %n time(s)</source>
   <translation>
    <numerusform>{text} wird zu {stand_in}, %Ln-mal</numerusform>
    <numerusform>{text} wird zu {stand_in}, %Ln-mal</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FieldBar</name>
  <message>
   <source>Battery {percent} %</source>
   <translation>Akku {percent} %</translation>
  </message>
  <message>
   <source>Do it all the same</source>
   <translation>Trotzdem ausführen</translation>
  </message>
  <message>
   <source>Everything is done all the same.</source>
   <translation>Alles wird trotzdem ausgeführt.</translation>
  </message>
  <message>
   <source>Field mode</source>
   <translation>Feldmodus</translation>
  </message>
  <message>
   <source>Photo to note</source>
   <translation>Foto zu Notiz</translation>
  </message>
  <message>
   <source>Show or hide the list</source>
   <translation>Liste ein- oder ausblenden</translation>
  </message>
  <message>
   <source>The battery ends soon. The recording goes on until then, and what was recorded is kept.</source>
   <translation>Der Akku ist bald leer. Die Aufnahme läuft bis dahin weiter, und das Aufgenommene bleibt erhalten.</translation>
  </message>
  <message>
   <source>The battery is low: smaller models answer; transcribing, followed folders and backups wait.</source>
   <translation>Der Akku ist schwach: Kleinere Modelle antworten; Transkribieren, beobachtete Ordner und Sicherungen warten.</translation>
  </message>
  <message>
   <source>The computer is hot: smaller models answer; transcribing, followed folders and backups wait.</source>
   <translation>Der Computer ist heiß: Kleinere Modelle antworten; Transkribieren, beobachtete Ordner und Sicherungen warten.</translation>
  </message>
  <message>
   <source>The recording goes on; transcribing other recordings, followed folders and backups wait.</source>
   <translation>Die Aufnahme läuft weiter; das Transkribieren anderer Aufnahmen, beobachtete Ordner und Sicherungen warten.</translation>
  </message>
  <message>
   <source>on mains</source>
   <translation>am Stromnetz</translation>
  </message>
  <message>
   <source>slowed down because of heat</source>
   <translation>wegen Hitze gedrosselt</translation>
  </message>
  <message>
   <source>{degrees} °C</source>
   <translation>{degrees} °C</translation>
  </message>
 </context>
 <context>
  <name>FieldMode</name>
  <message>
   <source>Field mode is off.</source>
   <translation>Der Feldmodus ist aus.</translation>
  </message>
  <message>
   <source>Field mode is on.</source>
   <translation>Der Feldmodus ist an.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>FindBar</name>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Find in this transcript</source>
   <translation>In diesem Transkript suchen</translation>
  </message>
  <message>
   <source>Next match</source>
   <translation>Nächster Treffer</translation>
  </message>
  <message>
   <source>Not found</source>
   <translation>Nicht gefunden</translation>
  </message>
  <message>
   <source>Previous match</source>
   <translation>Vorheriger Treffer</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Replace all</source>
   <translation>Alle ersetzen</translation>
  </message>
  <message>
   <source>Replace by</source>
   <translation>Ersetzen durch</translation>
  </message>
  <message>
   <source>Same case</source>
   <translation>Groß-/Kleinschreibung</translation>
  </message>
  <message>
   <source>Whole word</source>
   <translation>Ganzes Wort</translation>
  </message>
  <message>
   <source>{number} of {count}</source>
   <translation>{number} von {count}</translation>
  </message>
 </context>
 <context>
  <name>FindingsPane</name>
  <message numerus="yes">
   <source>All kinds (%n)</source>
   <translation>
    <numerusform>Alle Arten (%Ln)</numerusform>
    <numerusform>Alle Arten (%Ln)</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>And %n more.</source>
   <translation>
    <numerusform>Und %Ln weiteres.</numerusform>
    <numerusform>Und %Ln weitere.</numerusform>
   </translation>
  </message>
  <message>
   <source>Kind of problem</source>
   <translation>Art des Problems</translation>
  </message>
  <message>
   <source>Problems</source>
   <translation>Probleme</translation>
  </message>
 </context>
 <context>
  <name>FoldersPane</name>
  <message numerus="yes">
   <source>%n could not be read</source>
   <translation>
    <numerusform>%Ln konnte nicht gelesen werden</numerusform>
    <numerusform>%Ln konnten nicht gelesen werden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln Dokument</numerusform>
    <numerusform>%Ln Dokumente</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n gone</source>
   <translation>
    <numerusform>%Ln fort</numerusform>
    <numerusform>%Ln fort</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>And %n more, which need no look.</source>
   <translation>
    <numerusform>Und %Ln weitere, die in Ordnung ist.</numerusform>
    <numerusform>Und %Ln weitere, die in Ordnung sind.</numerusform>
   </translation>
  </message>
  <message>
   <source>Files in {folder}</source>
   <translation>Dateien in {folder}</translation>
  </message>
  <message>
   <source>Files of the folder</source>
   <translation>Dateien des Ordners</translation>
  </message>
  <message>
   <source>Followed folders</source>
   <translation>Beobachtete Ordner</translation>
  </message>
  <message>
   <source>Look now</source>
   <translation>Jetzt nachsehen</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pausieren</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Stop following</source>
   <translation>Nicht mehr beobachten</translation>
  </message>
  <message>
   <source>Stop following…</source>
   <translation>Nicht mehr beobachten…</translation>
  </message>
  <message>
   <source>What is left out</source>
   <translation>Was ausgelassen wird</translation>
  </message>
  <message>
   <source>What is left out…</source>
   <translation>Was ausgelassen wird…</translation>
  </message>
 </context>
 <context>
  <name>FollowOffer</name>
  <message numerus="yes">
   <source>%n folder(s)</source>
   <translation>
    <numerusform>%Ln Ordner</numerusform>
    <numerusform>%Ln Ordner</numerusform>
   </translation>
  </message>
  <message>
   <source>Always do this</source>
   <translation>Immer so verfahren</translation>
  </message>
  <message>
   <source>Follow</source>
   <translation>Beobachten</translation>
  </message>
  <message>
   <source>Follow {which} from now on? New, changed and deleted files then come and go by themselves.</source>
   <translation>{which} ab jetzt beobachten? Neue, geänderte und gelöschte Dateien kommen und gehen dann von selbst.</translation>
  </message>
  <message>
   <source>Only this once</source>
   <translation>Nur dieses Mal</translation>
  </message>
 </context>
 <context>
  <name>HandingOn</name>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Written to {path}</source>
   <translation>Geschrieben nach {path}</translation>
  </message>
 </context>
 <context>
  <name>Hotkeys</name>
  <message>
   <source>This desktop gives programs no global shortcuts; set one in its own settings for: {command}</source>
   <translation>Diese Arbeitsumgebung gibt Programmen keine globalen Tastenkürzel; legen Sie in deren Einstellungen eines fest für: {command}</translation>
  </message>
  <message>
   <source>{keys} cannot be one; take a letter, a digit or the space bar with Ctrl or Alt, or F1 to F12.</source>
   <translation>{keys} kann keines sein; nehmen Sie einen Buchstaben, eine Ziffer oder die Leertaste mit Strg oder Alt, oder F1 bis F12.</translation>
  </message>
  <message>
   <source>{keys} is used for something else already; choose other keys.</source>
   <translation>{keys} wird schon für etwas anderes verwendet; wählen Sie andere Tasten.</translation>
  </message>
 </context>
 <context>
  <name>LeftOutDialog</name>
  <message>
   <source>One pattern a line, such as “*.log” or “archive/”, as in a .gitignore file.</source>
   <translation>Ein Muster pro Zeile, etwa „*.log“ oder „archive/“, wie in einer .gitignore-Datei.</translation>
  </message>
  <message>
   <source>Patterns</source>
   <translation>Muster</translation>
  </message>
  <message>
   <source>What is left out</source>
   <translation>Was ausgelassen wird</translation>
  </message>
 </context>
 <context>
  <name>LibraryView</name>
  <message>
   <source>Forget “{title}” for good, with every answer that cites it and all that models have read of it? The file on disk is not touched.</source>
   <translation>„{title}“ endgültig vergessen, mit jeder Antwort, die daraus zitiert, und allem, was Modelle davon gelesen haben? Die Datei auf dem Datenträger bleibt unberührt.</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove {path} from the library? The file on disk is not touched.</source>
   <translation>{path} aus der Bibliothek entfernen? Die Datei auf dem Datenträger bleibt unberührt.</translation>
  </message>
  <message>
   <source>Show the problems</source>
   <translation>Probleme anzeigen</translation>
  </message>
  <message>
   <source>The path was copied.</source>
   <translation>Der Pfad wurde kopiert.</translation>
  </message>
 </context>
 <context>
  <name>LimitsDialog</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln Dokument</numerusform>
    <numerusform>%Ln Dokumente</numerusform>
   </translation>
  </message>
  <message>
   <source>A date is a year, a month or a day, such as 2024, 2024-05 or 2024-05-31.</source>
   <translation>Ein Datum ist ein Jahr, ein Monat oder ein Tag, etwa 2024, 2024-05 oder 2024-05-31.</translation>
  </message>
  <message>
   <source>A type is letters and digits; no limit has quotation marks in it.</source>
   <translation>Ein Typ besteht aus Buchstaben und Ziffern; keine Eingrenzung enthält Anführungszeichen.</translation>
  </message>
  <message>
   <source>All of them must hold. A document's date is the one it states, else when its file last changed.</source>
   <translation>Alle müssen zutreffen. Das Datum eines Dokuments ist das darin genannte, sonst die letzte Änderung der Datei.</translation>
  </message>
  <message>
   <source>Any</source>
   <translation>Beliebig</translation>
  </message>
  <message>
   <source>Any; such as {year} or {day}</source>
   <translation>Beliebig; etwa {year} oder {day}</translation>
  </message>
  <message>
   <source>Author</source>
   <translation>Autor</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>Vor</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>From</source>
   <translation>Ab</translation>
  </message>
  <message>
   <source>Limit</source>
   <translation>Eingrenzen</translation>
  </message>
  <message>
   <source>Limit what is searched</source>
   <translation>Suche eingrenzen</translation>
  </message>
  <message>
   <source>Remove all limits</source>
   <translation>Alle Eingrenzungen entfernen</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>Typ</translation>
  </message>
 </context>
 <context>
  <name>ListeningDialog</name>
  <message numerus="yes">
   <source>%n recording(s)</source>
   <translation>
    <numerusform>%Ln Aufnahme</numerusform>
    <numerusform>%Ln Aufnahmen</numerusform>
   </translation>
  </message>
  <message>
   <source>Do not tell them apart</source>
   <translation>Nicht unterscheiden</translation>
  </message>
  <message>
   <source>Find out</source>
   <translation>Herausfinden</translation>
  </message>
  <message>
   <source>Find out how many</source>
   <translation>Anzahl herausfinden</translation>
  </message>
  <message>
   <source>If you know how many there are, saying so makes fewer mistakes.</source>
   <translation>Wenn Sie wissen, wie viele es sind, führt die Angabe zu weniger Fehlern.</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Names and terms</source>
   <translation>Namen und Begriffe</translation>
  </message>
  <message>
   <source>Names from my library</source>
   <translation>Namen aus meiner Bibliothek</translation>
  </message>
  <message>
   <source>Names that stand out in your own documents are listened for as well.</source>
   <translation>Auch auf Namen, die in Ihren eigenen Dokumenten hervorstechen, wird geachtet.</translation>
  </message>
  <message>
   <source>Speakers</source>
   <translation>Sprecher</translation>
  </message>
  <message>
   <source>Those that may be said, with commas between them.</source>
   <translation>Die fallen könnten, durch Kommas getrennt.</translation>
  </message>
  <message>
   <source>Transcribe</source>
   <translation>Transkribieren</translation>
  </message>
 </context>
 <context>
  <name>LoginRow</name>
  <message>
   <source>It waits as an icon in the tray, also once its window is closed; where the desktop has none, minimized.</source>
   <translation>Es wartet als Symbol im Infobereich, auch nachdem sein Fenster geschlossen wurde; wo der Desktop keinen hat, minimiert.</translation>
  </message>
  <message>
   <source>Start when I log in</source>
   <translation>Bei der Anmeldung starten</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Alcove</source>
   <translation>Alcove</translation>
  </message>
  <message>
   <source>Alcove goes on as an icon in the tray. Quit in its menu ends it.</source>
   <translation>Alcove läuft als Symbol im Infobereich weiter. „Beenden“ in dessen Menü schließt es.</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weitermachen</translation>
  </message>
  <message>
   <source>Hide and go on</source>
   <translation>Ausblenden und weitermachen</translation>
  </message>
  <message>
   <source>Stop and close</source>
   <translation>Beenden und schließen</translation>
  </message>
 </context>
 <context>
  <name>MeetingsView</name>
  <message>
   <source>A meeting is being recorded. Stop the recording, which is kept, and close?</source>
   <translation>Eine Besprechung wird aufgenommen. Aufnahme beenden – sie bleibt erhalten – und schließen?</translation>
  </message>
  <message>
   <source>Copied.</source>
   <translation>Kopiert.</translation>
  </message>
  <message>
   <source>Find the file…</source>
   <translation>Datei suchen…</translation>
  </message>
  <message>
   <source>Minutes</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Search transcripts</source>
   <translation>Transkripte durchsuchen</translation>
  </message>
  <message>
   <source>The meeting has been written down.</source>
   <translation>Die Besprechung ist aufgeschrieben.</translation>
  </message>
  <message>
   <source>Transcribe a recording</source>
   <translation>Eine Aufnahme transkribieren</translation>
  </message>
  <message>
   <source>Transcript</source>
   <translation>Transkript</translation>
  </message>
  <message>
   <source>Transcripts</source>
   <translation>Transkripte</translation>
  </message>
  <message>
   <source>{name} has been written down.</source>
   <translation>{name} ist aufgeschrieben.</translation>
  </message>
 </context>
 <context>
  <name>MinutesPane</name>
  <message>
   <source>Add a line</source>
   <translation>Zeile hinzufügen</translation>
  </message>
  <message>
   <source>Edit the line</source>
   <translation>Zeile bearbeiten</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <source>No minutes yet</source>
   <translation>Noch kein Protokoll</translation>
  </message>
  <message>
   <source>Remove the line</source>
   <translation>Zeile entfernen</translation>
  </message>
  <message>
   <source>Summary, decisions, tasks with their owners and dates, and open questions, each with the second it was said at. Choose a template and write them; nothing leaves this computer.</source>
   <translation>Zusammenfassung, Beschlüsse, Aufgaben mit Zuständigen und Terminen sowie offene Fragen, jeweils mit der Sekunde, in der es gesagt wurde. Wählen Sie eine Vorlage und lassen Sie es schreiben; nichts verlässt diesen Computer.</translation>
  </message>
  <message>
   <source>Template</source>
   <translation>Vorlage</translation>
  </message>
  <message>
   <source>Version</source>
   <translation>Fassung</translation>
  </message>
  <message>
   <source>Write minutes</source>
   <translation>Protokoll schreiben</translation>
  </message>
  <message>
   <source>quoted without a model</source>
   <translation>ohne Modell zitiert</translation>
  </message>
 </context>
 <context>
  <name>MinutesTree</name>
  <message>
   <source>Due</source>
   <translation>Fällig</translation>
  </message>
  <message>
   <source>In the recording</source>
   <translation>In der Aufnahme</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>Zeile</translation>
  </message>
  <message>
   <source>Minutes</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>Nothing of the kind was found.</source>
   <translation>Nichts dergleichen wurde gefunden.</translation>
  </message>
  <message>
   <source>Said at</source>
   <translation>Gesagt bei</translation>
  </message>
  <message>
   <source>Who</source>
   <translation>Wer</translation>
  </message>
  <message>
   <source>edited, {words}</source>
   <translation>bearbeitet, {words}</translation>
  </message>
  <message>
   <source>not said so</source>
   <translation>nicht so gesagt</translation>
  </message>
  <message>
   <source>partly said so</source>
   <translation>teilweise so gesagt</translation>
  </message>
  <message>
   <source>said so</source>
   <translation>so gesagt</translation>
  </message>
 </context>
 <context>
  <name>ModelMenu</name>
  <message>
   <source>Adapter as chosen under Models</source>
   <translation>Adapter wie unter Modelle gewählt</translation>
  </message>
  <message>
   <source>Adapter: {name}</source>
   <translation>Adapter: {name}</translation>
  </message>
  <message>
   <source>Answered by: {name}</source>
   <translation>Beantwortet von: {name}</translation>
  </message>
  <message>
   <source>As the question needs</source>
   <translation>Wie die Frage es braucht</translation>
  </message>
  <message>
   <source>As your administrator chose</source>
   <translation>Wie von Ihrer Administration gewählt</translation>
  </message>
  <message>
   <source>No adapter</source>
   <translation>Kein Adapter</translation>
  </message>
  <message>
   <source>No chat model: quotations only</source>
   <translation>Kein Chatmodell: nur Zitate</translation>
  </message>
  <message>
   <source>Show the models</source>
   <translation>Modelle anzeigen</translation>
  </message>
  <message>
   <source>Strength of the adapter</source>
   <translation>Stärke des Adapters</translation>
  </message>
 </context>
 <context>
  <name>ModelRow</name>
  <message>
   <source>0 changes nothing, 1 is as it was trained</source>
   <translation>0 ändert nichts, 1 ist wie trainiert</translation>
  </message>
  <message>
   <source>Copy fetch command</source>
   <translation>Abrufbefehl kopieren</translation>
  </message>
  <message>
   <source>Copy the command that fetches {name}</source>
   <translation>Befehl kopieren, der {name} abruft</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Do not use {name} for minutes</source>
   <translation>{name} nicht für Protokolle verwenden</translation>
  </message>
  <message>
   <source>Do without</source>
   <translation>Verzichten</translation>
  </message>
  <message>
   <source>Do without {name}</source>
   <translation>Auf {name} verzichten</translation>
  </message>
  <message>
   <source>Forget</source>
   <translation>Vergessen</translation>
  </message>
  <message>
   <source>How strongly {name} changes its model</source>
   <translation>Wie stark {name} sein Modell verändert</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Let Alcove choose</source>
   <translation>Alcove wählen lassen</translation>
  </message>
  <message>
   <source>Let Alcove choose instead of {name}</source>
   <translation>Alcove statt {name} wählen lassen</translation>
  </message>
  <message>
   <source>Make a smaller model of {name}</source>
   <translation>Ein kleineres Modell aus {name} machen</translation>
  </message>
  <message>
   <source>Measure how fast {name} is</source>
   <translation>Messen, wie schnell {name} ist</translation>
  </message>
  <message>
   <source>Not for minutes</source>
   <translation>Nicht für Protokolle</translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation>{name} entfernen</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>Use for minutes</source>
   <translation>Für Protokolle verwenden</translation>
  </message>
  <message>
   <source>Use {name}</source>
   <translation>{name} verwenden</translation>
  </message>
  <message>
   <source>Use {name} for minutes only</source>
   <translation>{name} nur für Protokolle verwenden</translation>
  </message>
  <message>
   <source>Verify {name}</source>
   <translation>{name} prüfen</translation>
  </message>
 </context>
 <context>
  <name>ModelsView</name>
  <message>
   <source>Every model file is the one its checksum names.</source>
   <translation>Jede Modelldatei ist die, die ihre Prüfsumme nennt.</translation>
  </message>
  <message>
   <source>Import a model file</source>
   <translation>Eine Modelldatei importieren</translation>
  </message>
  <message>
   <source>Import…</source>
   <translation>Importieren…</translation>
  </message>
  <message>
   <source>In a terminal, in Alcove's folder, or where it is installed:</source>
   <translation>In einem Terminal, im Ordner von Alcove oder dort, wo es installiert ist:</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Monitor…</source>
   <translation>Monitor…</translation>
  </message>
  <message>
   <source>More models</source>
   <translation>Weitere Modelle</translation>
  </message>
  <message>
   <source>The model was imported.</source>
   <translation>Das Modell wurde importiert.</translation>
  </message>
  <message>
   <source>They run on this computer alone. A file whose checksum is wrong is never loaded.</source>
   <translation>Sie laufen allein auf diesem Computer. Eine Datei mit falscher Prüfsumme wird nie geladen.</translation>
  </message>
  <message>
   <source>Use it</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>Verify all</source>
   <translation>Alle prüfen</translation>
  </message>
  <message>
   <source>Waiting for its turn…</source>
   <translation>In der Warteschlange…</translation>
  </message>
 </context>
 <context>
  <name>MonitorDialog</name>
  <message>
   <source>Answers</source>
   <translation>Antworten</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Monitor</source>
   <translation>Monitor</translation>
  </message>
  <message>
   <source>No answer was written since Alcove was started.</source>
   <translation>Seit dem Start von Alcove wurde keine Antwort geschrieben.</translation>
  </message>
 </context>
 <context>
  <name>OffersPopup</name>
  <message>
   <source>Suggestions</source>
   <translation>Vorschläge</translation>
  </message>
 </context>
 <context>
  <name>PackActions</name>
  <message>
   <source>Remove the knowledge pack “{title}” with all of its documents? It can be added again.</source>
   <translation>Das Wissenspaket „{title}“ mit allen seinen Dokumenten entfernen? Es kann wieder hinzugefügt werden.</translation>
  </message>
  <message>
   <source>This knowledge pack is opened with the password of whoever made it.</source>
   <translation>Dieses Wissenspaket öffnet sich mit dem Passwort derjenigen, die es erstellt haben.</translation>
  </message>
 </context>
 <context>
  <name>Palette</name>
  <message>
   <source>Action</source>
   <translation>Aktion</translation>
  </message>
  <message>
   <source>Conversation</source>
   <translation>Unterhaltung</translation>
  </message>
  <message>
   <source>Document</source>
   <translation>Dokument</translation>
  </message>
  <message>
   <source>Find anything</source>
   <translation>Alles durchsuchen</translation>
  </message>
  <message>
   <source>Find conversations, documents, meetings, settings, actions</source>
   <translation>Unterhaltungen, Dokumente, Besprechungen, Einstellungen, Aktionen suchen</translation>
  </message>
  <message>
   <source>Found</source>
   <translation>Treffer</translation>
  </message>
  <message>
   <source>Go to</source>
   <translation>Gehe zu</translation>
  </message>
  <message>
   <source>Meeting</source>
   <translation>Besprechung</translation>
  </message>
  <message>
   <source>Nothing is called so.</source>
   <translation>Nichts heißt so.</translation>
  </message>
  <message>
   <source>Saved question</source>
   <translation>Gespeicherte Frage</translation>
  </message>
  <message>
   <source>Setting</source>
   <translation>Einstellung</translation>
  </message>
 </context>
 <context>
  <name>PassphraseField</name>
  <message>
   <source>Show the passphrase</source>
   <translation>Passphrase anzeigen</translation>
  </message>
 </context>
 <context>
  <name>PassphraseFields</name>
  <message>
   <source>At least {count} characters</source>
   <translation>Mindestens {count} Zeichen</translation>
  </message>
  <message>
   <source>Fair: add a word or two</source>
   <translation>Mittel: fügen Sie ein oder zwei Wörter hinzu</translation>
  </message>
  <message>
   <source>Good</source>
   <translation>Gut</translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation>Passphrase</translation>
  </message>
  <message>
   <source>Strength of the passphrase</source>
   <translation>Stärke der Passphrase</translation>
  </message>
  <message>
   <source>Strong</source>
   <translation>Stark</translation>
  </message>
  <message>
   <source>The same passphrase again</source>
   <translation>Dieselbe Passphrase noch einmal</translation>
  </message>
  <message>
   <source>The two are not the same</source>
   <translation>Die beiden stimmen nicht überein</translation>
  </message>
  <message>
   <source>Weak: easy to guess</source>
   <translation>Schwach: leicht zu erraten</translation>
  </message>
 </context>
 <context>
  <name>PassphraseForm</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Set the passphrase</source>
   <translation>Passphrase festlegen</translation>
  </message>
  <message>
   <source>The present passphrase</source>
   <translation>Die jetzige Passphrase</translation>
  </message>
 </context>
 <context>
  <name>PasswordDialog</name>
  <message>
   <source>Enter the password</source>
   <translation>Passwort eingeben</translation>
  </message>
  <message>
   <source>It is kept encrypted in your vault, so that changes of the file can be read without asking.</source>
   <translation>Es wird verschlüsselt in Ihrem Tresor aufbewahrt, damit Änderungen der Datei ohne Nachfrage gelesen werden können.</translation>
  </message>
  <message>
   <source>Password of {name}</source>
   <translation>Passwort von {name}</translation>
  </message>
  <message>
   <source>Unlock</source>
   <translation>Entsperren</translation>
  </message>
 </context>
 <context>
  <name>PhotoPane</name>
  <message>
   <source>Another photo</source>
   <translation>Anderes Foto</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Choose a photo…</source>
   <translation>Foto auswählen…</translation>
  </message>
  <message>
   <source>Collection of the note</source>
   <translation>Sammlung der Notiz</translation>
  </message>
  <message>
   <source>Newest photo</source>
   <translation>Neuestes Foto</translation>
  </message>
  <message>
   <source>Note from a photo</source>
   <translation>Notiz aus einem Foto</translation>
  </message>
  <message>
   <source>Nothing was read in it; write what is to be found.</source>
   <translation>Darin wurde nichts gelesen; schreiben Sie, was gefunden werden soll.</translation>
  </message>
  <message>
   <source>Paste</source>
   <translation>Einfügen</translation>
  </message>
  <message>
   <source>Reading the photo…</source>
   <translation>Das Foto wird gelesen…</translation>
  </message>
  <message>
   <source>Save into</source>
   <translation>Speichern in</translation>
  </message>
  <message>
   <source>Save the note</source>
   <translation>Notiz speichern</translation>
  </message>
  <message>
   <source>Text of the note</source>
   <translation>Text der Notiz</translation>
  </message>
  <message>
   <source>The photo taken last is read, and its text kept as a note beside it. Nothing leaves this computer.</source>
   <translation>Das zuletzt aufgenommene Foto wird gelesen und sein Text daneben als Notiz aufbewahrt. Nichts verlässt diesen Computer.</translation>
  </message>
 </context>
 <context>
  <name>PhotoView</name>
  <message>
   <source>Choose a photo</source>
   <translation>Foto auswählen</translation>
  </message>
  <message>
   <source>Pasted picture</source>
   <translation>Eingefügtes Bild</translation>
  </message>
  <message>
   <source>Picture: {name}</source>
   <translation>Bild: {name}</translation>
  </message>
  <message>
   <source>Pictures ({endings})</source>
   <translation>Bilder ({endings})</translation>
  </message>
  <message>
   <source>Saved as a note in “{collection}”.</source>
   <translation>Als Notiz in „{collection}“ gespeichert.</translation>
  </message>
  <message>
   <source>Taken on {when} at {where}</source>
   <translation>Aufgenommen am {when} bei {where}</translation>
  </message>
  <message>
   <source>Taken: {what}</source>
   <translation>Aufgenommen: {what}</translation>
  </message>
  <message>
   <source>There is no picture in the clipboard; copy one first.</source>
   <translation>In der Zwischenablage ist kein Bild; kopieren Sie zuerst eines.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>PictureActions</name>
  <message>
   <source>Attach pictures</source>
   <translation>Bilder anhängen</translation>
  </message>
  <message>
   <source>Pictures ({endings})</source>
   <translation>Bilder ({endings})</translation>
  </message>
 </context>
 <context>
  <name>PictureDialog</name>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Picture: {name}</source>
   <translation>Bild: {name}</translation>
  </message>
 </context>
 <context>
  <name>PictureStrip</name>
  <message>
   <source>Opens it larger</source>
   <translation>Öffnet es größer</translation>
  </message>
  <message>
   <source>Picture: {name}</source>
   <translation>Bild: {name}</translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation>{name} entfernen</translation>
  </message>
 </context>
 <context>
  <name>PlayerBar</name>
  <message>
   <source>Mute</source>
   <translation>Stumm</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pausieren</translation>
  </message>
  <message>
   <source>Place in the recording</source>
   <translation>Stelle in der Aufnahme</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>Tempo</translation>
  </message>
  <message>
   <source>Three seconds back</source>
   <translation>Drei Sekunden zurück</translation>
  </message>
  <message>
   <source>Volume</source>
   <translation>Lautstärke</translation>
  </message>
 </context>
 <context>
  <name>PrivacyView</name>
  <message>
   <source>AES-256: the database with SQLCipher, files beside it with AES-GCM. Search vectors too.</source>
   <translation>AES-256: die Datenbank mit SQLCipher, Dateien daneben mit AES-GCM. Suchvektoren ebenso.</translation>
  </message>
  <message>
   <source>Audit log</source>
   <translation>Audit-Protokoll</translation>
  </message>
  <message>
   <source>Encryption</source>
   <translation>Verschlüsselung</translation>
  </message>
  <message>
   <source>Erases the voice, and the name wherever it says who spoke or is to do something. Documents and meetings are forgotten from their own lists.</source>
   <translation>Löscht die Stimme und den Namen überall dort, wo steht, wer gesprochen hat oder etwas tun soll. Dokumente und Besprechungen werden in ihren eigenen Listen vergessen.</translation>
  </message>
  <message>
   <source>Forget a person</source>
   <translation>Eine Person vergessen</translation>
  </message>
  <message>
   <source>Forget {name} for good? What others said or wrote about them stays.</source>
   <translation>{name} endgültig vergessen? Was andere darüber gesagt oder geschrieben haben, bleibt.</translation>
  </message>
  <message>
   <source>Forget…</source>
   <translation>Vergessen…</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>Schlüssel</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Name of the person to forget</source>
   <translation>Name der Person, die vergessen werden soll</translation>
  </message>
  <message>
   <source>Nothing: no telemetry, no updates, no accounts.</source>
   <translation>Nichts: keine Telemetrie, keine Updates, keine Konten.</translation>
  </message>
  <message>
   <source>Other programs</source>
   <translation>Andere Programme</translation>
  </message>
  <message>
   <source>Policy</source>
   <translation>Richtlinie</translation>
  </message>
  <message>
   <source>Privacy</source>
   <translation>Datenschutz</translation>
  </message>
  <message>
   <source>Proof</source>
   <translation>Nachweis</translation>
  </message>
  <message>
   <source>Sent elsewhere</source>
   <translation>Anderswohin gesendet</translation>
  </message>
  <message>
   <source>Try to get out</source>
   <translation>Ausbruch versuchen</translation>
  </message>
  <message>
   <source>Vault</source>
   <translation>Tresor</translation>
  </message>
  <message>
   <source>Verify</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Where everything is</source>
   <translation>Wo alles liegt</translation>
  </message>
  <message>
   <source>{folder} (not encrypted: they hold nothing of yours)</source>
   <translation>{folder} (nicht verschlüsselt: sie enthalten nichts von Ihnen)</translation>
  </message>
  <message>
   <source>{folder} ({size})</source>
   <translation>{folder} ({size})</translation>
  </message>
 </context>
 <context>
  <name>ProgressRow</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pausieren</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
 </context>
 <context>
  <name>QueuePane</name>
  <message>
   <source>Earlier (Alt+Up)</source>
   <translation>Früher (Alt+Auf)</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weitermachen</translation>
  </message>
  <message>
   <source>Later (Alt+Down)</source>
   <translation>Später (Alt+Ab)</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>Wird geöffnet…</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pausieren</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Pausiert</translation>
  </message>
  <message>
   <source>Recordings to transcribe</source>
   <translation>Zu transkribierende Aufnahmen</translation>
  </message>
  <message>
   <source>Take out of the queue</source>
   <translation>Aus der Warteschlange nehmen</translation>
  </message>
  <message>
   <source>To transcribe</source>
   <translation>Zu transkribieren</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Waiting for its turn</source>
   <translation>In der Warteschlange</translation>
  </message>
  <message>
   <source>{percent} done</source>
   <translation>{percent} erledigt</translation>
  </message>
 </context>
 <context>
  <name>Rail</name>
  <message>
   <source>Places</source>
   <translation>Bereiche</translation>
  </message>
 </context>
 <context>
  <name>RecorderBar</name>
  <message>
   <source>Computer</source>
   <translation>Computer</translation>
  </message>
  <message>
   <source>Level of the computer</source>
   <translation>Pegel des Computers</translation>
  </message>
  <message>
   <source>Level of the microphone</source>
   <translation>Pegel des Mikrofons</translation>
  </message>
  <message>
   <source>Meeting {time}</source>
   <translation>Besprechung {time}</translation>
  </message>
  <message>
   <source>Microphone</source>
   <translation>Mikrofon</translation>
  </message>
  <message>
   <source>Nothing is heard from the microphone. Is it muted, or the wrong one?</source>
   <translation>Vom Mikrofon ist nichts zu hören. Ist es stummgeschaltet oder das falsche?</translation>
  </message>
  <message>
   <source>Nothing was heard from the computer so far.</source>
   <translation>Vom Computer war bisher nichts zu hören.</translation>
  </message>
  <message>
   <source>Pause the recording</source>
   <translation>Aufnahme pausieren</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>Aufnehmen</translation>
  </message>
  <message>
   <source>Record a meeting</source>
   <translation>Besprechung aufnehmen</translation>
  </message>
  <message>
   <source>Recorder</source>
   <translation>Rekorder</translation>
  </message>
  <message>
   <source>Recording</source>
   <translation>Aufnahme</translation>
  </message>
  <message>
   <source>Recording: {time}</source>
   <translation>Aufnahme: {time}</translation>
  </message>
  <message>
   <source>Room for {hours} h</source>
   <translation>Platz für {hours} h</translation>
  </message>
  <message>
   <source>Room for {minutes} min</source>
   <translation>Platz für {minutes} min</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>Wird gestartet…</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message numerus="yes">
   <source>The disk is almost full: make room, or the recording ends, and is kept, in about %n minute(s).</source>
   <translation>
    <numerusform>Die Festplatte ist fast voll: Schaffen Sie Platz, sonst endet die Aufnahme in etwa %Ln Minute; sie bleibt erhalten.</numerusform>
    <numerusform>Die Festplatte ist fast voll: Schaffen Sie Platz, sonst endet die Aufnahme in etwa %Ln Minuten; sie bleibt erhalten.</numerusform>
   </translation>
  </message>
  <message>
   <source>The sound of this meeting was erased; there is nothing left to transcribe.</source>
   <translation>Der Ton dieser Besprechung wurde gelöscht; es ist nichts mehr zu transkribieren.</translation>
  </message>
  <message>
   <source>There is no microphone; connect one, and the recording goes on with it.</source>
   <translation>Es ist kein Mikrofon da; schließen Sie eines an, und die Aufnahme geht damit weiter.</translation>
  </message>
  <message>
   <source>{time}, paused</source>
   <translation>{time}, pausiert</translation>
  </message>
 </context>
 <context>
  <name>RecoveryKeyBox</name>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Recovery key {key}</source>
   <translation>Wiederherstellungsschlüssel {key}</translation>
  </message>
  <message>
   <source>Save the recovery key</source>
   <translation>Wiederherstellungsschlüssel speichern</translation>
  </message>
  <message>
   <source>Saved to {path}</source>
   <translation>Gespeichert in {path}</translation>
  </message>
  <message>
   <source>Save…</source>
   <translation>Speichern…</translation>
  </message>
  <message>
   <source>Text (*.txt)</source>
   <translation>Text (*.txt)</translation>
  </message>
 </context>
 <context>
  <name>RecoveryPage</name>
  <message>
   <source>I have put this key in a safe place</source>
   <translation>Ich habe diesen Schlüssel an einem sicheren Ort verwahrt</translation>
  </message>
  <message>
   <source>If the passphrase is forgotten or the keyring is lost, this key is the only other way into the vault. It is shown this once. Print it or write it down, and keep it away from this computer.</source>
   <translation>Wenn die Passphrase vergessen oder der Schlüsselbund verloren ist, ist dieser Schlüssel der einzige andere Weg in den Tresor. Er wird nur dieses eine Mal gezeigt. Drucken Sie ihn aus oder schreiben Sie ihn auf, und verwahren Sie ihn getrennt von diesem Computer.</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Beginnen</translation>
  </message>
  <message>
   <source>Your recovery key</source>
   <translation>Ihr Wiederherstellungsschlüssel</translation>
  </message>
 </context>
 <context>
  <name>RenameField</name>
  <message>
   <source>New name</source>
   <translation>Neuer Name</translation>
  </message>
 </context>
 <context>
  <name>RestoreForm</name>
  <message>
   <source>Back up what is here now first, to {folder}</source>
   <translation>Vorher sichern, was jetzt hier ist, nach {folder}</translation>
  </message>
  <message>
   <source>Backups</source>
   <translation>Sicherungen</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Documents: {documents}, meetings: {meetings}, conversations: {conversations}.</source>
   <translation>Dokumente: {documents}, Besprechungen: {meetings}, Unterhaltungen: {conversations}.</translation>
  </message>
  <message>
   <source>It opens with the passphrase that its vault had when it was made.</source>
   <translation>Sie öffnet sich mit der Passphrase, die ihr Tresor hatte, als sie angelegt wurde.</translation>
  </message>
  <message>
   <source>It opens with the recovery key that its vault had when it was made.</source>
   <translation>Sie öffnet sich mit dem Wiederherstellungsschlüssel, den ihr Tresor hatte, als sie angelegt wurde.</translation>
  </message>
  <message>
   <source>Look into it</source>
   <translation>Hineinsehen</translation>
  </message>
  <message>
   <source>Looking into it…</source>
   <translation>Wird angesehen…</translation>
  </message>
  <message>
   <source>Made on {day} by Alcove {version}, {size}.</source>
   <translation>Angelegt am {day} von Alcove {version}, {size}.</translation>
  </message>
  <message>
   <source>Passphrase of the backup</source>
   <translation>Passphrase der Sicherung</translation>
  </message>
  <message>
   <source>Recovery key of the backup</source>
   <translation>Wiederherstellungsschlüssel der Sicherung</translation>
  </message>
  <message>
   <source>Restore a backup</source>
   <translation>Eine Sicherung wiederherstellen</translation>
  </message>
  <message>
   <source>Restore it</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Restoring…</source>
   <translation>Wird wiederhergestellt…</translation>
  </message>
  <message>
   <source>Use the passphrase</source>
   <translation>Passphrase verwenden</translation>
  </message>
  <message>
   <source>Use the recovery key</source>
   <translation>Wiederherstellungsschlüssel verwenden</translation>
  </message>
  <message>
   <source>What is here now gives way to it when Alcove starts the next time. Until then nothing changes.</source>
   <translation>Was jetzt hier ist, weicht ihr, wenn Alcove das nächste Mal startet. Bis dahin ändert sich nichts.</translation>
  </message>
 </context>
 <context>
  <name>RowWriter</name>
  <message>
   <source>Open source {n}</source>
   <translation>Quelle {n} öffnen</translation>
  </message>
  <message>
   <source>not supported by your documents</source>
   <translation>durch Ihre Dokumente nicht belegt</translation>
  </message>
  <message>
   <source>only partly supported by your documents</source>
   <translation>durch Ihre Dokumente nur teilweise belegt</translation>
  </message>
 </context>
 <context>
  <name>SampleActions</name>
  <message>
   <source>How often are flares replaced?</source>
   <translation>Wie oft werden Leuchtraketen ersetzt?</translation>
  </message>
  <message>
   <source>Reading the sample documents</source>
   <translation>Die Beispieldokumente werden gelesen</translation>
  </message>
  <message>
   <source>The sample documents and the conversations about them were removed.</source>
   <translation>Die Beispieldokumente und die Unterhaltungen über sie wurden entfernt.</translation>
  </message>
  <message>
   <source>The sample documents were removed.</source>
   <translation>Die Beispieldokumente wurden entfernt.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>SavedList</name>
  <message numerus="yes">
   <source>%n document(s) changed since</source>
   <translation>
    <numerusform>%Ln Dokument seither geändert</numerusform>
    <numerusform>%Ln Dokumente seither geändert</numerusform>
   </translation>
  </message>
  <message>
   <source>Answered {moment}</source>
   <translation>Beantwortet: {moment}</translation>
  </message>
  <message>
   <source>Answering…</source>
   <translation>Antwortet…</translation>
  </message>
  <message>
   <source>Ask again</source>
   <translation>Erneut fragen</translation>
  </message>
  <message>
   <source>Ask all of them again</source>
   <translation>Alle erneut fragen</translation>
  </message>
  <message>
   <source>Could not be answered</source>
   <translation>Konnte nicht beantwortet werden</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>May be answered otherwise now</source>
   <translation>Wird jetzt vielleicht anders beantwortet</translation>
  </message>
  <message>
   <source>Not answered yet</source>
   <translation>Noch nicht beantwortet</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Saved questions</source>
   <translation>Gespeicherte Fragen</translation>
  </message>
  <message>
   <source>Search saved questions</source>
   <translation>Gespeicherte Fragen durchsuchen</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>Wartet</translation>
  </message>
 </context>
 <context>
  <name>SavedPane</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln Dokument</numerusform>
    <numerusform>%Ln Dokumente</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s) it asks came or changed since.</source>
   <translation>
    <numerusform>%Ln Dokument, das sie fragt, kam seither hinzu oder wurde geändert.</numerusform>
    <numerusform>%Ln Dokumente, die sie fragt, kamen seither hinzu oder wurden geändert.</numerusform>
   </translation>
  </message>
  <message>
   <source>All documents</source>
   <translation>Alle Dokumente</translation>
  </message>
  <message>
   <source>Answered {moment}</source>
   <translation>Beantwortet: {moment}</translation>
  </message>
  <message>
   <source>Ask a question</source>
   <translation>Eine Frage stellen</translation>
  </message>
  <message>
   <source>Ask again</source>
   <translation>Erneut fragen</translation>
  </message>
  <message>
   <source>Ask further…</source>
   <translation>Weiterfragen…</translation>
  </message>
  <message>
   <source>Ask now</source>
   <translation>Jetzt fragen</translation>
  </message>
  <message>
   <source>Best passages</source>
   <translation>Beste Textstellen</translation>
  </message>
  <message>
   <source>Everything is read</source>
   <translation>Alles wird gelesen</translation>
  </message>
  <message>
   <source>It says what the answer before said.</source>
   <translation>Sie sagt dasselbe wie die Antwort davor.</translation>
  </message>
  <message>
   <source>It would be answered by another model now: {name}.</source>
   <translation>Sie würde jetzt von einem anderen Modell beantwortet: {name}.</translation>
  </message>
  <message>
   <source>New source: {title}</source>
   <translation>Neue Quelle: {title}</translation>
  </message>
  <message>
   <source>No documents</source>
   <translation>Keine Dokumente</translation>
  </message>
  <message>
   <source>No longer a source: {title}</source>
   <translation>Keine Quelle mehr: {title}</translation>
  </message>
  <message>
   <source>No longer in the library: {titles}.</source>
   <translation>Nicht mehr in der Bibliothek: {titles}.</translation>
  </message>
  <message>
   <source>No longer: {text}</source>
   <translation>Nicht mehr: {text}</translation>
  </message>
  <message>
   <source>No saved questions yet</source>
   <translation>Noch keine gespeicherten Fragen</translation>
  </message>
  <message>
   <source>Not answered yet</source>
   <translation>Noch nicht beantwortet</translation>
  </message>
  <message>
   <source>Now: {text}</source>
   <translation>Jetzt: {text}</translation>
  </message>
  <message>
   <source>Put the question into the composer of a new conversation</source>
   <translation>Die Frage in das Eingabefeld einer neuen Unterhaltung setzen</translation>
  </message>
  <message>
   <source>Save a question below its answer, and ask it again whenever documents or models have changed: you will see what is said differently.</source>
   <translation>Speichern Sie eine Frage unter ihrer Antwort und stellen Sie sie erneut, wenn sich Dokumente oder Modelle geändert haben: Sie sehen, was dann anders gesagt wird.</translation>
  </message>
  <message>
   <source>Saved question</source>
   <translation>Gespeicherte Frage</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>The answer before was given by {name}.</source>
   <translation>Die Antwort davor stammt von {name}.</translation>
  </message>
  <message>
   <source>What changed</source>
   <translation>Was sich geändert hat</translation>
  </message>
 </context>
 <context>
  <name>SavedView</name>
  <message>
   <source>Copied.</source>
   <translation>Kopiert.</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete the saved question “{name}” with all its answers?</source>
   <translation>Die gespeicherte Frage „{name}“ mit allen ihren Antworten löschen?</translation>
  </message>
 </context>
 <context>
  <name>ScopeBar</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln Dokument</numerusform>
    <numerusform>%Ln Dokumente</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>, %n not in the library</source>
   <translation>
    <numerusform>, %Ln nicht in der Bibliothek</numerusform>
    <numerusform>, %Ln nicht in der Bibliothek</numerusform>
   </translation>
  </message>
  <message>
   <source>All documents</source>
   <translation>Alle Dokumente</translation>
  </message>
  <message>
   <source>Answer from: {reach}</source>
   <translation>Antwort aus: {reach}</translation>
  </message>
  <message>
   <source>As the question needs</source>
   <translation>Wie die Frage es braucht</translation>
  </message>
  <message>
   <source>Author: {name}</source>
   <translation>Autor: {name}</translation>
  </message>
  <message>
   <source>Before {date}</source>
   <translation>Vor {date}</translation>
  </message>
  <message>
   <source>Best passages</source>
   <translation>Beste Textstellen</translation>
  </message>
  <message>
   <source>Chosen documents</source>
   <translation>Ausgewählte Dokumente</translation>
  </message>
  <message>
   <source>Everything</source>
   <translation>Alles</translation>
  </message>
  <message>
   <source>Everything: summaries, lists, counts</source>
   <translation>Alles: Zusammenfassungen, Listen, Zählungen</translation>
  </message>
  <message>
   <source>Folder: {name}</source>
   <translation>Ordner: {name}</translation>
  </message>
  <message>
   <source>From {date}</source>
   <translation>Ab {date}</translation>
  </message>
  <message>
   <source>How much is read</source>
   <translation>Wie viel gelesen wird</translation>
  </message>
  <message>
   <source>Limit by type, folder, author or date…</source>
   <translation>Nach Typ, Ordner, Autor oder Datum eingrenzen…</translation>
  </message>
  <message>
   <source>Limited to {text}; press to remove</source>
   <translation>Eingegrenzt auf {text}; drücken zum Entfernen</translation>
  </message>
  <message>
   <source>No documents</source>
   <translation>Keine Dokumente</translation>
  </message>
  <message>
   <source>Not in the library: {title}</source>
   <translation>Nicht in der Bibliothek: {title}</translation>
  </message>
  <message>
   <source>Searched: {scope}</source>
   <translation>Durchsucht: {scope}</translation>
  </message>
  <message>
   <source>Type: {type}</source>
   <translation>Typ: {type}</translation>
  </message>
  <message>
   <source>What is searched</source>
   <translation>Was durchsucht wird</translation>
  </message>
 </context>
 <context>
  <name>SecuritySection</name>
  <message>
   <source>Change…</source>
   <translation>Ändern…</translation>
  </message>
  <message>
   <source>From now on the vault opens with the new passphrase.</source>
   <translation>Ab jetzt öffnet sich der Tresor mit der neuen Passphrase.</translation>
  </message>
  <message>
   <source>Make a new one</source>
   <translation>Einen neuen erstellen</translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation>Passphrase</translation>
  </message>
  <message>
   <source>Recovery key</source>
   <translation>Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Security</source>
   <translation>Sicherheit</translation>
  </message>
  <message>
   <source>The old one stops working at once. The new one is shown this once.</source>
   <translation>Der alte gilt sofort nicht mehr. Der neue wird nur dieses eine Mal gezeigt.</translation>
  </message>
  <message>
   <source>What the vault asks for when Alcove starts. Nothing in it is written anew.</source>
   <translation>Wonach der Tresor beim Start von Alcove fragt. Nichts darin wird neu geschrieben.</translation>
  </message>
 </context>
 <context>
  <name>SegmentField</name>
  <message>
   <source>Text of this segment</source>
   <translation>Text dieses Abschnitts</translation>
  </message>
 </context>
 <context>
  <name>SegmentMenu</name>
  <message>
   <source>Correct</source>
   <translation>Korrigieren</translation>
  </message>
  <message>
   <source>Delete the selected segments</source>
   <translation>Ausgewählte Abschnitte löschen</translation>
  </message>
  <message>
   <source>Delete this segment</source>
   <translation>Diesen Abschnitt löschen</translation>
  </message>
  <message>
   <source>From here on</source>
   <translation>Ab hier</translation>
  </message>
  <message>
   <source>Merge with the next</source>
   <translation>Mit dem nächsten verbinden</translation>
  </message>
  <message>
   <source>Only here</source>
   <translation>Nur hier</translation>
  </message>
  <message>
   <source>Play from here</source>
   <translation>Ab hier abspielen</translation>
  </message>
  <message>
   <source>Rename {speaker} everywhere…</source>
   <translation>{speaker} überall umbenennen…</translation>
  </message>
  <message>
   <source>Somebody else…</source>
   <translation>Jemand anderes…</translation>
  </message>
  <message>
   <source>Speaker</source>
   <translation>Sprecher</translation>
  </message>
  <message>
   <source>Speaker of the selected segments</source>
   <translation>Sprecher der ausgewählten Abschnitte</translation>
  </message>
 </context>
 <context>
  <name>SegmentPainter</name>
  <message>
   <source>several speak at once</source>
   <translation>mehrere sprechen zugleich</translation>
  </message>
  <message>
   <source>times may be off</source>
   <translation>Zeiten eventuell ungenau</translation>
  </message>
 </context>
 <context>
  <name>SegmentsView</name>
  <message>
   <source>Transcript</source>
   <translation>Transkript</translation>
  </message>
 </context>
 <context>
  <name>ServingSign</name>
  <message>
   <source>Other programs can ask Alcove at {where}. Click to stop.</source>
   <translation>Andere Programme können Alcove unter {where} fragen. Klicken, um das zu beenden.</translation>
  </message>
  <message>
   <source>Other programs can ask Alcove; stop</source>
   <translation>Andere Programme können Alcove fragen; beenden</translation>
  </message>
  <message>
   <source>Other programs can no longer ask Alcove.</source>
   <translation>Andere Programme können Alcove nicht mehr fragen.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>● Serving</source>
   <translation>● In Betrieb</translation>
  </message>
 </context>
 <context>
  <name>Session</name>
  <message>
   <source>Opened with the recovery key. Set a passphrase you remember.</source>
   <translation>Mit dem Wiederherstellungsschlüssel geöffnet. Legen Sie eine Passphrase fest, die Sie sich merken.</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
 </context>
 <context>
  <name>SettingsView</name>
  <message>
   <source>Back to the default</source>
   <translation>Zurück zum Standard</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>They are kept in your vault and apply at once.</source>
   <translation>Sie liegen in Ihrem Tresor und gelten sofort.</translation>
  </message>
  <message>
   <source>{name}: back to the default</source>
   <translation>{name}: zurück zum Standard</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>Action</source>
   <translation>Aktion</translation>
  </message>
  <message>
   <source>All back to the default</source>
   <translation>Alle auf die Vorgabe zurück</translation>
  </message>
  <message>
   <source>Back to the default</source>
   <translation>Zurück zum Standard</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <source>Keys of the chosen action</source>
   <translation>Tasten der gewählten Aktion</translation>
  </message>
  <message>
   <source>None; {keys} is “{what}”</source>
   <translation>Keine; {keys} ist „{what}“</translation>
  </message>
  <message>
   <source>These keys are needed to type; take some with Ctrl or Alt, or F1 to F12.</source>
   <translation>Diese Tasten werden zum Schreiben gebraucht; nehmen Sie welche mit Strg oder Alt oder F1 bis F12.</translation>
  </message>
  <message>
   <source>These keys bring Alcove to the front from anywhere; choose other keys.</source>
   <translation>Diese Tasten holen Alcove von überall nach vorn; wählen Sie andere Tasten.</translation>
  </message>
  <message>
   <source>These keys copy, paste or select; choose other keys.</source>
   <translation>Diese Tasten kopieren, fügen ein oder wählen aus; wählen Sie andere Tasten.</translation>
  </message>
  <message>
   <source>These keys stand for “{what}” already; choose other keys.</source>
   <translation>Diese Tasten stehen schon für „{what}“; wählen Sie andere Tasten.</translation>
  </message>
 </context>
 <context>
  <name>SourcesPanel</name>
  <message>
   <source>Ask only this document</source>
   <translation>Nur dieses Dokument fragen</translation>
  </message>
  <message>
   <source>Close the sources</source>
   <translation>Quellen schließen</translation>
  </message>
  <message>
   <source>Sources</source>
   <translation>Quellen</translation>
  </message>
  <message>
   <source>Why these passages?</source>
   <translation>Warum diese Textstellen?</translation>
  </message>
 </context>
 <context>
  <name>StartPage</name>
  <message>
   <source>A new version: your vault is copied before it is changed, {percent} %.</source>
   <translation>Eine neue Version: Ihr Tresor wird vor der Umstellung kopiert, {percent} %.</translation>
  </message>
  <message>
   <source>Alcove</source>
   <translation>Alcove</translation>
  </message>
  <message>
   <source>Opening the vault…</source>
   <translation>Der Tresor wird geöffnet…</translation>
  </message>
 </context>
 <context>
  <name>TemplateDialog</name>
  <message>
   <source>Text of the template</source>
   <translation>Text der Vorlage</translation>
  </message>
  <message>
   <source>The line after # is its name, and every ## begins a section. Below that, “kind:” is what goes into the section (summary, decisions, actions, questions or topic), “lines:” how many lines at most, “about:” the words a topic is known by, and “write:” what a model is told to write of a summary.</source>
   <translation>Die Zeile nach # ist der Name, und jedes ## beginnt einen Teil. Darunter steht bei „kind:“, was in den Teil kommt (summary: Zusammenfassung, decisions: Beschlüsse, actions: Aufgaben, questions: offene Fragen, topic: ein Thema), bei „lines:“, wie viele Zeilen es höchstens sind, bei „about:“, an welchen Wörtern ein Thema zu erkennen ist, und bei „write:“, was ein Modell für eine Zusammenfassung schreiben soll.</translation>
  </message>
  <message>
   <source>What you wrote is not kept yet: save it, or cancel once more to drop it.</source>
   <translation>Was Sie geschrieben haben, ist noch nicht gespeichert: Speichern Sie es, oder brechen Sie noch einmal ab, um es zu verwerfen.</translation>
  </message>
 </context>
 <context>
  <name>TemplateMenu</name>
  <message>
   <source>Change templates</source>
   <translation>Vorlagen ändern</translation>
  </message>
  <message>
   <source>Decisions</source>
   <translation>Beschlüsse</translation>
  </message>
  <message>
   <source>Edit a template</source>
   <translation>Vorlage bearbeiten</translation>
  </message>
  <message>
   <source>Edit this template…</source>
   <translation>Diese Vorlage bearbeiten…</translation>
  </message>
  <message>
   <source>New template</source>
   <translation>Neue Vorlage</translation>
  </message>
  <message>
   <source>New template…</source>
   <translation>Neue Vorlage…</translation>
  </message>
  <message>
   <source>Remove this template</source>
   <translation>Diese Vorlage entfernen</translation>
  </message>
  <message>
   <source>The template “{name}” was removed.</source>
   <translation>Die Vorlage „{name}“ wurde entfernt.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>TextPages</name>
  <message>
   <source>Text of the page</source>
   <translation>Text der Seite</translation>
  </message>
 </context>
 <context>
  <name>ThoughtFold</name>
  <message>
   <source>Thinking…</source>
   <translation>Denkt nach…</translation>
  </message>
  <message>
   <source>What the model thought</source>
   <translation>Was das Modell gedacht hat</translation>
  </message>
  <message>
   <source>What the model thought (not checked)</source>
   <translation>Was das Modell gedacht hat (nicht geprüft)</translation>
  </message>
 </context>
 <context>
  <name>Thread</name>
  <message>
   <source>Conversation</source>
   <translation>Unterhaltung</translation>
  </message>
  <message>
   <source>Show earlier messages</source>
   <translation>Frühere Nachrichten anzeigen</translation>
  </message>
 </context>
 <context>
  <name>Transcribing</name>
  <message>
   <source>All files</source>
   <translation>Alle Dateien</translation>
  </message>
  <message>
   <source>Recordings</source>
   <translation>Aufnahmen</translation>
  </message>
  <message>
   <source>Transcribe recordings</source>
   <translation>Aufnahmen transkribieren</translation>
  </message>
 </context>
 <context>
  <name>TranscriptEditor</name>
  <message>
   <source>Another speaker</source>
   <translation>Anderer Sprecher</translation>
  </message>
  <message>
   <source>Name of the speaker:</source>
   <translation>Name des Sprechers:</translation>
  </message>
  <message>
   <source>Name of {speaker}, everywhere in this transcript:</source>
   <translation>Name von {speaker}, überall in diesem Transkript:</translation>
  </message>
  <message>
   <source>Rename a speaker</source>
   <translation>Sprecher umbenennen</translation>
  </message>
 </context>
 <context>
  <name>TranscriptPane</name>
  <message>
   <source>Choose a recording, or drop it here: audio or video. It is transcribed on this computer, and the recording itself is not changed.</source>
   <translation>Wählen Sie eine Aufnahme oder ziehen Sie sie hierher: Audio oder Video. Sie wird auf diesem Computer transkribiert und selbst nicht verändert.</translation>
  </message>
  <message>
   <source>Choose a recording…</source>
   <translation>Aufnahme wählen…</translation>
  </message>
  <message>
   <source>Copy the transcript</source>
   <translation>Transkript kopieren</translation>
  </message>
  <message>
   <source>Delete the transcript</source>
   <translation>Transkript löschen</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <source>It is written down as soon as you stop.</source>
   <translation>Sie wird aufgeschrieben, sobald Sie beenden.</translation>
  </message>
  <message>
   <source>Listening…</source>
   <translation>Hört zu…</translation>
  </message>
  <message>
   <source>No speech</source>
   <translation>Keine Sprache</translation>
  </message>
  <message>
   <source>Not written down yet</source>
   <translation>Noch nicht aufgeschrieben</translation>
  </message>
  <message>
   <source>Nothing was said in this recording.</source>
   <translation>In dieser Aufnahme wurde nichts gesprochen.</translation>
  </message>
  <message>
   <source>The meeting is being recorded</source>
   <translation>Die Besprechung wird aufgenommen</translation>
  </message>
  <message>
   <source>The meeting is being written down</source>
   <translation>Die Besprechung wird aufgeschrieben</translation>
  </message>
  <message>
   <source>The transcript appears here once it is done. You can leave it running.</source>
   <translation>Das Transkript erscheint hier, sobald es fertig ist. Sie können es laufen lassen.</translation>
  </message>
  <message>
   <source>Turn speech into text</source>
   <translation>Sprache in Text verwandeln</translation>
  </message>
  <message>
   <source>What is said appears here, sentence by sentence. You can leave it running.</source>
   <translation>Was gesagt wird, erscheint hier Satz für Satz. Sie können es laufen lassen.</translation>
  </message>
  <message>
   <source>What was recorded is kept, and is transcribed when its turn comes.</source>
   <translation>Was aufgenommen wurde, bleibt erhalten und wird transkribiert, wenn es an der Reihe ist.</translation>
  </message>
  <message>
   <source>not complete: it was stopped before its end</source>
   <translation>unvollständig: vor dem Ende angehalten</translation>
  </message>
  <message>
   <source>not transcribed yet</source>
   <translation>noch nicht transkribiert</translation>
  </message>
  <message>
   <source>transcribed {speed} times as fast as it was spoken</source>
   <translation>{speed}-mal so schnell transkribiert, wie gesprochen wurde</translation>
  </message>
 </context>
 <context>
  <name>Transcripts</name>
  <message>
   <source>All files</source>
   <translation>Alle Dateien</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete the transcript “{title}” for good, and with it the sound that was recorded?</source>
   <translation>Das Transkript „{title}“ endgültig löschen, und mit ihm den aufgenommenen Ton?</translation>
  </message>
  <message>
   <source>Delete the transcript “{title}” for good? The recording itself is not touched.</source>
   <translation>Das Transkript „{title}“ endgültig löschen? Die Aufnahme selbst bleibt unberührt.</translation>
  </message>
  <message>
   <source>Find the recording</source>
   <translation>Aufnahme suchen</translation>
  </message>
  <message>
   <source>Forget for good…</source>
   <translation>Endgültig vergessen…</translation>
  </message>
  <message>
   <source>Forget “{title}” for good, with its sound, its minutes, every answer that cites it and what voices were learned from it? A recording on disk is not touched.</source>
   <translation>„{title}“ endgültig vergessen, mit Ton, Protokoll, jeder Antwort, die daraus zitiert, und den daraus gelernten Stimmen? Eine Aufnahme auf dem Datenträger bleibt unberührt.</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Rename {speaker}…</source>
   <translation>{speaker} umbenennen…</translation>
  </message>
  <message>
   <source>Transcribe the rest</source>
   <translation>Den Rest transkribieren</translation>
  </message>
  <message>
   <source>Transcribing…</source>
   <translation>Wird transkribiert…</translation>
  </message>
  <message>
   <source>being recorded</source>
   <translation>wird aufgenommen</translation>
  </message>
  <message>
   <source>being transcribed</source>
   <translation>wird transkribiert</translation>
  </message>
  <message>
   <source>not complete</source>
   <translation>unvollständig</translation>
  </message>
  <message>
   <source>not transcribed yet</source>
   <translation>noch nicht transkribiert</translation>
  </message>
 </context>
 <context>
  <name>Tray</name>
  <message>
   <source>Alcove</source>
   <translation>Alcove</translation>
  </message>
  <message>
   <source>New question</source>
   <translation>Neue Frage</translation>
  </message>
  <message>
   <source>Open Alcove</source>
   <translation>Alcove öffnen</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>Record a meeting</source>
   <translation>Besprechung aufnehmen</translation>
  </message>
  <message>
   <source>Stop recording</source>
   <translation>Aufnahme beenden</translation>
  </message>
 </context>
 <context>
  <name>UnansweredMessageView</name>
  <message>
   <source>Show the models</source>
   <translation>Modelle anzeigen</translation>
  </message>
  <message>
   <source>This question was stopped before its answer began.</source>
   <translation>Diese Frage wurde angehalten, bevor ihre Antwort begann.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
 </context>
 <context>
  <name>UnfollowQuestion</name>
  <message>
   <source>Forget the documents</source>
   <translation>Dokumente vergessen</translation>
  </message>
  <message numerus="yes">
   <source>Its %n document(s) can stay in the library, or be forgotten.</source>
   <translation>
    <numerusform>Das %Ln Dokument daraus kann in der Bibliothek bleiben oder vergessen werden.</numerusform>
    <numerusform>Die %Ln Dokumente daraus können in der Bibliothek bleiben oder vergessen werden.</numerusform>
   </translation>
  </message>
  <message>
   <source>Keep the documents</source>
   <translation>Dokumente behalten</translation>
  </message>
  <message>
   <source>Stop following</source>
   <translation>Nicht mehr beobachten</translation>
  </message>
  <message>
   <source>Stop following {path}?</source>
   <translation>{path} nicht mehr beobachten?</translation>
  </message>
  <message>
   <source>The files on disk are not touched.</source>
   <translation>Die Dateien auf dem Datenträger bleiben unberührt.</translation>
  </message>
 </context>
 <context>
  <name>UnlockPage</name>
  <message>
   <source>A new version: your vault is copied before it is changed, {percent} %.</source>
   <translation>Eine neue Version: Ihr Tresor wird vor der Umstellung kopiert, {percent} %.</translation>
  </message>
  <message>
   <source>Bring a backup…</source>
   <translation>Eine Sicherung mitbringen…</translation>
  </message>
  <message>
   <source>It did not open by itself.</source>
   <translation>Er hat sich nicht von selbst geöffnet.</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>Wird geöffnet…</translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation>Passphrase</translation>
  </message>
  <message>
   <source>Recovery key</source>
   <translation>Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Type the passphrase that protects it.</source>
   <translation>Geben Sie die Passphrase ein, die ihn schützt.</translation>
  </message>
  <message>
   <source>Type the recovery key from the paper you keep it on.</source>
   <translation>Geben Sie den Wiederherstellungsschlüssel von dem Papier ein, auf dem Sie ihn verwahren.</translation>
  </message>
  <message>
   <source>Unlock</source>
   <translation>Entsperren</translation>
  </message>
  <message>
   <source>Use the keyring</source>
   <translation>Schlüsselbund verwenden</translation>
  </message>
  <message>
   <source>Use the passphrase</source>
   <translation>Passphrase verwenden</translation>
  </message>
  <message>
   <source>Use the recovery key</source>
   <translation>Wiederherstellungsschlüssel verwenden</translation>
  </message>
  <message>
   <source>Your vault is locked</source>
   <translation>Ihr Tresor ist gesperrt</translation>
  </message>
 </context>
 <context>
  <name>UpdateRow</name>
  <message>
   <source>Alcove {version} lies in {path}. Close Alcove, then install it with: alcove update</source>
   <translation>Alcove {version} liegt in {path}. Schließen Sie Alcove und installieren Sie es mit: alcove update</translation>
  </message>
  <message>
   <source>Look now</source>
   <translation>Jetzt nachsehen</translation>
  </message>
  <message>
   <source>Newer version</source>
   <translation>Neuere Version</translation>
  </message>
  <message>
   <source>This is Alcove {version}. Newer versions come in files, never over the network; where your organization has named a folder for them (updates.source), it is looked into now.</source>
   <translation>Dies ist Alcove {version}. Neuere Versionen kommen als Dateien, nie über das Netzwerk; wo Ihre Organisation dafür einen Ordner benannt hat (updates.source), wird jetzt darin nachgesehen.</translation>
  </message>
 </context>
 <context>
  <name>UserMessageView</name>
  <message>
   <source>Change and send again</source>
   <translation>Ändern und erneut senden</translation>
  </message>
  <message>
   <source>Copy the question</source>
   <translation>Frage kopieren</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>Alles anzeigen</translation>
  </message>
  <message>
   <source>You asked: {text}</source>
   <translation>Sie haben gefragt: {text}</translation>
  </message>
 </context>
 <context>
  <name>VoiceRow</name>
  <message>
   <source>As the system has it</source>
   <translation>Wie im System eingestellt</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Auswählen…</translation>
  </message>
  <message>
   <source>Every text is read with a voice of its own language, as the system has them.</source>
   <translation>Jeder Text wird mit einer Stimme seiner eigenen Sprache vorgelesen, wie das System sie hat.</translation>
  </message>
  <message>
   <source>Language that is read</source>
   <translation>Sprache, die vorgelesen wird</translation>
  </message>
  <message>
   <source>The system is asked for its voices; that takes some seconds.</source>
   <translation>Das System wird nach seinen Stimmen gefragt; das dauert einige Sekunden.</translation>
  </message>
  <message>
   <source>Voice for it</source>
   <translation>Stimme dafür</translation>
  </message>
  <message>
   <source>Voices</source>
   <translation>Stimmen</translation>
  </message>
 </context>
 <context>
  <name>Welcome</name>
  <message>
   <source>Add a folder…</source>
   <translation>Ordner hinzufügen…</translation>
  </message>
  <message>
   <source>Add files or folders, or drop them anywhere in this window. They are read on this computer, stay where they are, and nothing of them ever leaves it.</source>
   <translation>Fügen Sie Dateien oder Ordner hinzu, oder ziehen Sie sie irgendwo in dieses Fenster. Sie werden auf diesem Computer gelesen, bleiben, wo sie sind, und nichts davon verlässt ihn je.</translation>
  </message>
  <message>
   <source>Add files…</source>
   <translation>Dateien hinzufügen…</translation>
  </message>
  <message numerus="yes">
   <source>Alcove searches %n document(s), shows the passages first, and checks every sentence.</source>
   <translation>
    <numerusform>Alcove durchsucht %Ln Dokument, zeigt zuerst die Textstellen und prüft jeden Satz.</numerusform>
    <numerusform>Alcove durchsucht %Ln Dokumente, zeigt zuerst die Textstellen und prüft jeden Satz.</numerusform>
   </translation>
  </message>
  <message>
   <source>Ask your own documents</source>
   <translation>Fragen Sie Ihre eigenen Dokumente</translation>
  </message>
  <message>
   <source>Bring conversations of another program along</source>
   <translation>Unterhaltungen eines anderen Programms mitbringen</translation>
  </message>
  <message>
   <source>Remove the sample documents</source>
   <translation>Beispieldokumente entfernen</translation>
  </message>
  <message>
   <source>Try it with sample documents</source>
   <translation>Mit Beispieldokumenten ausprobieren</translation>
  </message>
  <message>
   <source>What is “{title}” about?</source>
   <translation>Worum geht es in „{title}“?</translation>
  </message>
  <message>
   <source>What would you like to know?</source>
   <translation>Was möchten Sie wissen?</translation>
  </message>
  <message>
   <source>Which amounts of money are named, and what for?</source>
   <translation>Welche Geldbeträge werden genannt, und wofür?</translation>
  </message>
  <message>
   <source>Which dates and deadlines are mentioned?</source>
   <translation>Welche Termine und Fristen werden genannt?</translation>
  </message>
  <message>
   <source>Who is responsible for what?</source>
   <translation>Wer ist wofür verantwortlich?</translation>
  </message>
 </context>
 <context>
  <name>WhyDialog</name>
  <message>
   <source>A score is the sum of its parts: shared words, nearness in meaning, exact matches of numbers and quotations, and a document that the question names. BM25 and cosine are as measured; duplicates are alike passages left out.</source>
   <translation>Eine Bewertung ist die Summe ihrer Teile: gemeinsame Wörter, Nähe im Sinn, genaue Treffer von Zahlen und Zitaten und ein Dokument, das die Frage nennt. BM25 und Kosinus sind die gemessenen Werte; Dubletten sind gleiche Textstellen, die ausgelassen wurden.</translation>
  </message>
  <message>
   <source>BM25</source>
   <translation>BM25</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Cosine</source>
   <translation>Kosinus</translation>
  </message>
  <message>
   <source>Document</source>
   <translation>Dokument</translation>
  </message>
  <message>
   <source>Duplicates</source>
   <translation>Dubletten</translation>
  </message>
  <message>
   <source>Exact</source>
   <translation>Genau</translation>
  </message>
  <message>
   <source>Meaning</source>
   <translation>Sinn</translation>
  </message>
  <message>
   <source>Passage</source>
   <translation>Textstelle</translation>
  </message>
  <message>
   <source>Passages and the parts of their scores</source>
   <translation>Textstellen und die Teile ihrer Bewertung</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>Bewertung</translation>
  </message>
  <message>
   <source>Searched: {question}</source>
   <translation>Gesucht: {question}</translation>
  </message>
  <message>
   <source>Why these passages?</source>
   <translation>Warum diese Textstellen?</translation>
  </message>
  <message>
   <source>Words</source>
   <translation>Wörter</translation>
  </message>
  <message>
   <source>p. {page}</source>
   <translation>S. {page}</translation>
  </message>
 </context>
 <context>
  <name>_SourcePainter</name>
  <message>
   <source>p. {page}</source>
   <translation>S. {page}</translation>
  </message>
 </context>
 <context>
  <name>_Sources</name>
  <message>
   <source>page {page}</source>
   <translation>Seite {page}</translation>
  </message>
 </context>
 <context>
  <name>file_dialogs</name>
  <message>
   <source>Add a folder</source>
   <translation>Ordner hinzufügen</translation>
  </message>
  <message>
   <source>Add files</source>
   <translation>Dateien hinzufügen</translation>
  </message>
 </context>
 <context>
  <name>forgetting</name>
  <message>
   <source>Afterwards nothing of it was found in {places} places of the vault, nor by searching.</source>
   <translation>Danach wurde an {places} Stellen des Tresors und auch durch Suchen nichts mehr davon gefunden.</translation>
  </message>
  <message>
   <source>Forget for good</source>
   <translation>Endgültig vergessen</translation>
  </message>
  <message>
   <source>Forgetting, and looking everywhere afterwards…</source>
   <translation>Wird vergessen, danach wird überall nachgesehen…</translation>
  </message>
  <message>
   <source>Forgotten: {rows} entries of the vault.</source>
   <translation>Vergessen: {rows} Einträge des Tresors.</translation>
  </message>
  <message>
   <source>It held no phrase that stands nowhere else; what was kept of it alone is gone.</source>
   <translation>Es enthielt keine Wendung, die nirgends sonst steht; was allein davon aufbewahrt war, ist fort.</translation>
  </message>
  <message>
   <source>Leave the backups</source>
   <translation>Sicherungen auslassen</translation>
  </message>
  <message>
   <source>Nothing was forgotten.</source>
   <translation>Nichts wurde vergessen.</translation>
  </message>
  <message>
   <source>Something of it still stands in: {left}. Delete that by hand.</source>
   <translation>Etwas davon steht noch in: {left}. Löschen Sie das von Hand.</translation>
  </message>
  <message>
   <source>The name still stands {count} times in what others said or wrote.</source>
   <translation>Der Name steht noch {count}-mal in dem, was andere gesagt oder geschrieben haben.</translation>
  </message>
  <message>
   <source>These backups were not looked into and may hold it still: {paths}.</source>
   <translation>In diese Sicherungen wurde nicht hineingesehen, sie enthalten es vielleicht noch: {paths}.</translation>
  </message>
 </context>
 <context>
  <name>library</name>
  <message>
   <source>Being written</source>
   <translation>Wird gerade geschrieben</translation>
  </message>
  <message>
   <source>Changed since</source>
   <translation>Seither geändert</translation>
  </message>
  <message>
   <source>Copy path</source>
   <translation>Pfad kopieren</translation>
  </message>
  <message>
   <source>Could not be read</source>
   <translation>Konnte nicht gelesen werden</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>Dublette</translation>
  </message>
  <message>
   <source>Empty</source>
   <translation>Leer</translation>
  </message>
  <message>
   <source>Enter password…</source>
   <translation>Passwort eingeben…</translation>
  </message>
  <message>
   <source>File gone</source>
   <translation>Datei fort</translation>
  </message>
  <message>
   <source>Gone; its text is in no search</source>
   <translation>Fort; ihr Text ist in keiner Suche</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Left out: a copy of another</source>
   <translation>Ausgelassen: Kopie einer anderen</translation>
  </message>
  <message>
   <source>Locked</source>
   <translation>Gesperrt</translation>
  </message>
  <message>
   <source>Near-duplicate</source>
   <translation>Beinahe-Dublette</translation>
  </message>
  <message>
   <source>Not reachable</source>
   <translation>Nicht erreichbar</translation>
  </message>
  <message>
   <source>Older revision</source>
   <translation>Ältere Fassung</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Pausiert</translation>
  </message>
  <message>
   <source>Read again</source>
   <translation>Erneut lesen</translation>
  </message>
  <message>
   <source>Read, not yet searchable by meaning</source>
   <translation>Gelesen, noch nicht nach Sinn durchsuchbar</translation>
  </message>
  <message>
   <source>Reading changes</source>
   <translation>Änderungen werden gelesen</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove other</source>
   <translation>Andere entfernen</translation>
  </message>
  <message>
   <source>Searchable</source>
   <translation>Durchsuchbar</translation>
  </message>
  <message>
   <source>Up to date</source>
   <translation>Aktuell</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>Wartet</translation>
  </message>
  <message>
   <source>Without text</source>
   <translation>Ohne Text</translation>
  </message>
 </context>
 <context>
  <name>models</name>
  <message>
   <source>Adapters</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>Alcove itself never connects to anything. A separate program fetches models before the window opens; or bring a file from elsewhere, and import it or drop it here.</source>
   <translation>Alcove selbst verbindet sich nie mit irgendetwas. Ein eigenes Programm ruft Modelle ab, bevor sich das Fenster öffnet; oder bringen Sie eine Datei von anderswo mit und importieren Sie sie oder ziehen Sie sie hierher.</translation>
  </message>
  <message>
   <source>Alcove never connects to anything, and here models cannot be fetched. Bring a file or a pack from elsewhere, and import it or drop it here; or ask who looks after this computer.</source>
   <translation>Alcove verbindet sich nie mit irgendetwas, und hier lassen sich keine Modelle abrufen. Bringen Sie eine Datei oder ein Paket von anderswo mit und importieren Sie es oder ziehen Sie es hierher; oder wenden Sie sich an die Person, die diesen Computer betreut.</translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>Antworten</translation>
  </message>
  <message>
   <source>Change how a model writes, where they were trained for it (LoRA). One is used at a time.</source>
   <translation>Ändern, wie ein Modell schreibt, für das sie trainiert wurden (LoRA). Es wird jeweils einer verwendet.</translation>
  </message>
  <message>
   <source>Chosen by Alcove</source>
   <translation>Von Alcove gewählt</translation>
  </message>
  <message>
   <source>Chosen by Alcove: the largest that takes no longer than half a recording's length here.</source>
   <translation>Von Alcove gewählt: das größte, das hier höchstens die halbe Länge einer Aufnahme braucht.</translation>
  </message>
  <message>
   <source>Chosen by Alcove: the quickest of the models on this computer.</source>
   <translation>Von Alcove gewählt: das schnellste der Modelle auf diesem Computer.</translation>
  </message>
  <message>
   <source>Chosen by you.</source>
   <translation>Von Ihnen gewählt.</translation>
  </message>
  <message>
   <source>Damaged</source>
   <translation>Beschädigt</translation>
  </message>
  <message>
   <source>Delete {files} ({size}) from this computer? It can be fetched again.</source>
   <translation>{files} ({size}) von diesem Computer löschen? Es kann wieder abgerufen werden.</translation>
  </message>
  <message>
   <source>Delete {files} ({size}) from this computer? To use it again, it has to be imported again.</source>
   <translation>{files} ({size}) von diesem Computer löschen? Um es wieder zu verwenden, muss es erneut importiert werden.</translation>
  </message>
  <message>
   <source>Finds passages that mean the same in other words. Without one, search goes by words.</source>
   <translation>Findet Textstellen, die dasselbe mit anderen Worten sagen. Ohne eines geht die Suche nach Wörtern.</translation>
  </message>
  <message>
   <source>First word</source>
   <translation>Erstes Wort</translation>
  </message>
  <message>
   <source>Forget this model? Its file stays in {folder}.</source>
   <translation>Dieses Modell vergessen? Seine Datei bleibt in {folder}.</translation>
  </message>
  <message>
   <source>In use</source>
   <translation>In Gebrauch</translation>
  </message>
  <message>
   <source>Known before</source>
   <translation>Schon bekannt</translation>
  </message>
  <message>
   <source>Memory: Alcove holds {held}, {free} are free</source>
   <translation>Arbeitsspeicher: Alcove belegt {held}, {free} sind frei</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>No model is on this computer yet for: {names}. Fetch one below, or import a file.</source>
   <translation>Auf diesem Computer ist noch kein Modell für: {names}. Rufen Sie unten eines ab oder importieren Sie eine Datei.</translation>
  </message>
  <message>
   <source>No model is on this computer yet for: {names}. Import a file or a pack, or ask who looks after this computer.</source>
   <translation>Auf diesem Computer ist noch kein Modell für: {names}. Importieren Sie eine Datei oder ein Paket, oder wenden Sie sich an die Person, die diesen Computer betreut.</translation>
  </message>
  <message>
   <source>Not here yet</source>
   <translation>Noch nicht hier</translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation>Auf diesem Computer</translation>
  </message>
  <message>
   <source>Processor</source>
   <translation>Prozessor</translation>
  </message>
  <message>
   <source>Processor: {percent} %</source>
   <translation>Prozessor: {percent} %</translation>
  </message>
  <message>
   <source>Prompt</source>
   <translation>Prompt</translation>
  </message>
  <message>
   <source>Read per s</source>
   <translation>Gelesen pro s</translation>
  </message>
  <message>
   <source>Search by meaning</source>
   <translation>Suche nach Sinn</translation>
  </message>
  <message>
   <source>Set by your organization.</source>
   <translation>Von Ihrer Organisation festgelegt.</translation>
  </message>
  <message>
   <source>Speakers</source>
   <translation>Sprecher</translation>
  </message>
  <message>
   <source>Tells apart who speaks in a recording.</source>
   <translation>Unterscheidet, wer in einer Aufnahme spricht.</translation>
  </message>
  <message>
   <source>The processor</source>
   <translation>Der Prozessor</translation>
  </message>
  <message>
   <source>The processor, because the graphics drivers could not be asked. {reason}</source>
   <translation>Der Prozessor, weil die Grafiktreiber nicht gefragt werden konnten. {reason}</translation>
  </message>
  <message>
   <source>The processor, because {name} failed. {reason}</source>
   <translation>Der Prozessor, weil {name} ausfiel. {reason}</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>To {name}, about {size}</source>
   <translation>Auf {name}, etwa {size}</translation>
  </message>
  <message>
   <source>Too large for this computer</source>
   <translation>Zu groß für diesen Computer</translation>
  </message>
  <message>
   <source>Transcription</source>
   <translation>Transkription</translation>
  </message>
  <message>
   <source>Turns recordings into text.</source>
   <translation>Verwandelt Aufnahmen in Text.</translation>
  </message>
  <message>
   <source>Verified</source>
   <translation>Geprüft</translation>
  </message>
  <message>
   <source>Writes the answers. Without one, Alcove answers with the passages themselves.</source>
   <translation>Schreibt die Antworten. Ohne eines antwortet Alcove mit den Textstellen selbst.</translation>
  </message>
  <message>
   <source>Writes your minutes.</source>
   <translation>Schreibt Ihre Protokolle.</translation>
  </message>
  <message>
   <source>Written</source>
   <translation>Geschrieben</translation>
  </message>
  <message>
   <source>Written per s</source>
   <translation>Geschrieben pro s</translation>
  </message>
  <message>
   <source>about {minutes} min for an hour of speech here</source>
   <translation>hier etwa {minutes} min für eine Stunde Sprache</translation>
  </message>
  <message>
   <source>answers on {device}</source>
   <translation>antwortet auf {device}</translation>
  </message>
  <message>
   <source>for {models}</source>
   <translation>für {models}</translation>
  </message>
  <message>
   <source>licence {licence}</source>
   <translation>Lizenz {licence}</translation>
  </message>
  <message>
   <source>linked in {folder}</source>
   <translation>verknüpft in {folder}</translation>
  </message>
  <message>
   <source>needs {memory} of memory</source>
   <translation>braucht {memory} Arbeitsspeicher</translation>
  </message>
  <message>
   <source>no chat template of its own</source>
   <translation>keine eigene Chatvorlage</translation>
  </message>
  <message>
   <source>probably {seconds} s to the first word, then {tokens} tokens/s</source>
   <translation>wahrscheinlich {seconds} s bis zum ersten Wort, dann {tokens} Token/s</translation>
  </message>
  <message>
   <source>sees pictures</source>
   <translation>sieht Bilder</translation>
  </message>
  <message>
   <source>{count} billion parameters</source>
   <translation>{count} Milliarden Parameter</translation>
  </message>
  <message>
   <source>{count} million parameters</source>
   <translation>{count} Millionen Parameter</translation>
  </message>
  <message>
   <source>{degrees} °C</source>
   <translation>{degrees} °C</translation>
  </message>
  <message>
   <source>{name} (not here)</source>
   <translation>{name} (nicht hier)</translation>
  </message>
  <message>
   <source>{name}, with {memory} of its memory free</source>
   <translation>{name}, davon {memory} Speicher frei</translation>
  </message>
  <message>
   <source>{seconds} s</source>
   <translation>{seconds} s</translation>
  </message>
  <message>
   <source>{seconds} s to the first word, then {tokens} tokens/s</source>
   <translation>{seconds} s bis zum ersten Wort, dann {tokens} Token/s</translation>
  </message>
  <message>
   <source>{tokens} tokens of context</source>
   <translation>{tokens} Token Kontext</translation>
  </message>
  <message>
   <source>{watts} W</source>
   <translation>{watts} W</translation>
  </message>
 </context>
 <context>
  <name>places</name>
  <message>
   <source>Ask</source>
   <translation>Fragen</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>Bibliothek</translation>
  </message>
  <message>
   <source>Meetings</source>
   <translation>Besprechungen</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Note from a photo</source>
   <translation>Notiz aus einem Foto</translation>
  </message>
  <message>
   <source>Privacy</source>
   <translation>Datenschutz</translation>
  </message>
  <message>
   <source>Saved questions</source>
   <translation>Gespeicherte Fragen</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
 </context>
 <context>
  <name>privacy</name>
  <message>
   <source>A chain of entries: a changed past is noticed.</source>
   <translation>Eine Kette von Einträgen: Eine veränderte Vergangenheit fällt auf.</translation>
  </message>
  <message>
   <source>Alcove keeps itself offline; this system does not enforce it</source>
   <translation>Alcove hält sich selbst offline; dieses System erzwingt es nicht</translation>
  </message>
  <message>
   <source>Alcove refuses every connection made from its own code. A library that goes around it would not be stopped: add a firewall rule for Alcove, or use the signed application.</source>
   <translation>Alcove verweigert jede Verbindung aus seinem eigenen Code. Eine Bibliothek, die ihn umgeht, würde nicht aufgehalten: Fügen Sie eine Firewallregel für Alcove hinzu oder verwenden Sie die signierte Anwendung.</translation>
  </message>
  <message>
   <source>Alcove tries to reach the network in every way it knows, and shows what the system answers.</source>
   <translation>Alcove versucht auf jede ihm bekannte Weise, das Netzwerk zu erreichen, und zeigt, was das System antwortet.</translation>
  </message>
  <message>
   <source>All {tried} attempts were refused.</source>
   <translation>Alle {tried} Versuche wurden verweigert.</translation>
  </message>
  <message>
   <source>Allowed in Settings, though nothing takes their calls now.</source>
   <translation>In den Einstellungen erlaubt, doch nimmt zurzeit nichts ihre Aufrufe entgegen.</translation>
  </message>
  <message>
   <source>Close Alcove and look at the log: the lock should have been closed when it started.</source>
   <translation>Schließen Sie Alcove und sehen Sie ins Log: Die Sperre hätte beim Start geschlossen werden müssen.</translation>
  </message>
  <message>
   <source>Enforced by the system</source>
   <translation>Vom System erzwungen</translation>
  </message>
  <message>
   <source>Enforced by the system, sealed</source>
   <translation>Vom System erzwungen, versiegelt</translation>
  </message>
  <message>
   <source>Got out</source>
   <translation>Nach außen gelangt</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>Wird nachgesehen…</translation>
  </message>
  <message>
   <source>No lock</source>
   <translation>Keine Sperre</translation>
  </message>
  <message>
   <source>None can ask Alcove: its local API is off.</source>
   <translation>Keines kann Alcove fragen: Seine lokale Schnittstelle ist aus.</translation>
  </message>
  <message>
   <source>None of {tried} attempts got out: {refused} refused, {impossible} not possible on this machine.</source>
   <translation>Keiner von {tried} Versuchen gelangte nach außen: {refused} verweigert, {impossible} auf diesem Rechner nicht möglich.</translation>
  </message>
  <message>
   <source>None: you decide for yourself.</source>
   <translation>Keine: Sie entscheiden selbst.</translation>
  </message>
  <message>
   <source>Not enforced by the system</source>
   <translation>Nicht vom System erzwungen</translation>
  </message>
  <message>
   <source>Not known yet</source>
   <translation>Noch nicht bekannt</translation>
  </message>
  <message>
   <source>Not possible here</source>
   <translation>Hier nicht möglich</translation>
  </message>
  <message>
   <source>Nothing holds this process off the network</source>
   <translation>Nichts hält diesen Prozess vom Netzwerk fern</translation>
  </message>
  <message>
   <source>Nothing leaves this computer</source>
   <translation>Nichts verlässt diesen Computer</translation>
  </message>
  <message>
   <source>Programs on this computer can ask at {urls}. The process that takes their calls can accept connections and make none.</source>
   <translation>Programme auf diesem Computer können unter {urls} fragen. Der Prozess, der ihre Aufrufe entgegennimmt, kann Verbindungen annehmen und keine herstellen.</translation>
  </message>
  <message>
   <source>Reading every entry…</source>
   <translation>Jeder Eintrag wird gelesen…</translation>
  </message>
  <message>
   <source>Refused</source>
   <translation>Verweigert</translation>
  </message>
  <message>
   <source>The operating system refuses this process every connection to a network, until it ends. Connections to programs on this computer are still possible.</source>
   <translation>Das Betriebssystem verweigert diesem Prozess jede Verbindung zu einem Netzwerk, bis er endet. Verbindungen zu Programmen auf diesem Computer sind weiterhin möglich.</translation>
  </message>
  <message>
   <source>The operating system refuses this process, its threads and its children every connection, to any place and of any kind, until it ends.</source>
   <translation>Das Betriebssystem verweigert diesem Prozess, seinen Threads und seinen Kindern jede Verbindung, wohin auch immer und welcher Art auch immer, bis er endet.</translation>
  </message>
  <message>
   <source>Trying every way out…</source>
   <translation>Jeder Weg nach außen wird versucht…</translation>
  </message>
  <message>
   <source>Whole: {count} entries, none changed, removed or added out of order.</source>
   <translation>Vollständig: {count} Einträge, keiner geändert, entfernt oder außer der Reihe hinzugefügt.</translation>
  </message>
  <message>
   <source>Wrapped by a key in this computer's keyring; it is in memory only while the vault is open.</source>
   <translation>Umhüllt von einem Schlüssel im Schlüsselbund dieses Computers; er ist nur im Arbeitsspeicher, solange der Tresor offen ist.</translation>
  </message>
  <message>
   <source>Wrapped by your passphrase (Argon2id); it is in memory only while the vault is open.</source>
   <translation>Umhüllt von Ihrer Passphrase (Argon2id); er ist nur im Arbeitsspeicher, solange der Tresor offen ist.</translation>
  </message>
  <message>
   <source>{count} of {tried} attempts got out.</source>
   <translation>{count} von {tried} Versuchen gelangten nach außen.</translation>
  </message>
  <message>
   <source>{count} rules of your organization, from {source}</source>
   <translation>{count} Regeln Ihrer Organisation, aus {source}</translation>
  </message>
 </context>
 <context>
  <name>settings</name>
  <message>
   <source> %</source>
   <translation> %</translation>
  </message>
  <message>
   <source> MB</source>
   <translation> MB</translation>
  </message>
  <message>
   <source> days</source>
   <translation> Tage</translation>
  </message>
  <message>
   <source> s</source>
   <translation> s</translation>
  </message>
  <message>
   <source> tokens</source>
   <translation> Token</translation>
  </message>
  <message>
   <source> °C</source>
   <translation> °C</translation>
  </message>
  <message>
   <source>A word counts as hardly heard below</source>
   <translation>Ein Wort gilt als kaum verstanden unter</translation>
  </message>
  <message>
   <source>All but questions</source>
   <translation>Alles außer Fragen</translation>
  </message>
  <message>
   <source>Always</source>
   <translation>Immer</translation>
  </message>
  <message>
   <source>Answer from my documents</source>
   <translation>Aus meinen Dokumenten antworten</translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>Antworten</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Darstellung</translation>
  </message>
  <message>
   <source>As this computer allows</source>
   <translation>Wie dieser Computer es zulässt</translation>
  </message>
  <message>
   <source>Ask each time</source>
   <translation>Jedes Mal fragen</translation>
  </message>
  <message>
   <source>Ask from anywhere</source>
   <translation>Von überall fragen</translation>
  </message>
  <message>
   <source>Audit log</source>
   <translation>Audit-Protokoll</translation>
  </message>
  <message>
   <source>Back up by itself every</source>
   <translation>Von selbst sichern alle</translation>
  </message>
  <message>
   <source>Backups</source>
   <translation>Sicherungen</translation>
  </message>
  <message>
   <source>Backups to keep</source>
   <translation>Aufbewahrte Sicherungen</translation>
  </message>
  <message>
   <source>Both</source>
   <translation>Beides</translation>
  </message>
  <message>
   <source>Captions while a meeting is recorded</source>
   <translation>Untertitel, während eine Besprechung aufgenommen wird</translation>
  </message>
  <message>
   <source>Choose a folder</source>
   <translation>Einen Ordner wählen</translation>
  </message>
  <message>
   <source>Collection for new documents</source>
   <translation>Sammlung für neue Dokumente</translation>
  </message>
  <message>
   <source>Colours</source>
   <translation>Farben</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Disk for conversations that go on at once</source>
   <translation>Speicherplatz für Unterhaltungen, die sofort weitergehen</translation>
  </message>
  <message>
   <source>Every action</source>
   <translation>Jede Aktion</translation>
  </message>
  <message>
   <source>Field mode</source>
   <translation>Feldmodus</translation>
  </message>
  <message>
   <source>Folder for backups</source>
   <translation>Ordner für Sicherungen</translation>
  </message>
  <message>
   <source>Folder of photos</source>
   <translation>Ordner der Fotos</translation>
  </message>
  <message>
   <source>Follow changes on battery</source>
   <translation>Änderungen auch im Akkubetrieb lesen</translation>
  </message>
  <message>
   <source>Follow folders that are added</source>
   <translation>Hinzugefügte Ordner beobachten</translation>
  </message>
  <message>
   <source>Free the memory after</source>
   <translation>Arbeitsspeicher freigeben nach</translation>
  </message>
  <message>
   <source>Give short questions to a smaller model</source>
   <translation>Kurze Fragen einem kleineren Modell geben</translation>
  </message>
  <message>
   <source>High contrast in field mode</source>
   <translation>Hoher Kontrast im Feldmodus</translation>
  </message>
  <message>
   <source>In the field</source>
   <translation>Unterwegs</translation>
  </message>
  <message>
   <source>Keep the sound of meetings</source>
   <translation>Ton von Besprechungen behalten</translation>
  </message>
  <message>
   <source>Keep the text of deleted files for</source>
   <translation>Text gelöschter Dateien behalten für</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Let other programs ask Alcove</source>
   <translation>Andere Programme Alcove fragen lassen</translation>
  </message>
  <message>
   <source>Let tools calculate, list, search and make documents</source>
   <translation>Werkzeuge rechnen, auflisten, suchen und Dokumente erstellen lassen</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>Bibliothek</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Like the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>Longest answer</source>
   <translation>Längste Antwort</translation>
  </message>
  <message>
   <source>Longest thinking before an answer</source>
   <translation>Längstes Nachdenken vor einer Antwort</translation>
  </message>
  <message>
   <source>Look through network folders every</source>
   <translation>Netzwerkordner durchsehen alle</translation>
  </message>
  <message>
   <source>Meetings</source>
   <translation>Besprechungen</translation>
  </message>
  <message>
   <source>Microphone</source>
   <translation>Mikrofon</translation>
  </message>
  <message>
   <source>Never</source>
   <translation>Nie</translation>
  </message>
  <message>
   <source>Nothing</source>
   <translation>Nichts</translation>
  </message>
  <message>
   <source>On low battery</source>
   <translation>Bei schwachem Akku</translation>
  </message>
  <message>
   <source>Only what the computer plays</source>
   <translation>Nur was der Computer abspielt</translation>
  </message>
  <message>
   <source>Other programs</source>
   <translation>Andere Programme</translation>
  </message>
  <message>
   <source>Place and time in notes from photos</source>
   <translation>Ort und Zeit in Notizen aus Fotos</translation>
  </message>
  <message>
   <source>Read doubtful passages twice</source>
   <translation>Zweifelhafte Stellen zweimal lesen</translation>
  </message>
  <message>
   <source>Reading aloud</source>
   <translation>Vorlesen</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>Aufnehmen</translation>
  </message>
  <message>
   <source>Record from anywhere</source>
   <translation>Von überall aufnehmen</translation>
  </message>
  <message>
   <source>Remember voices</source>
   <translation>Stimmen merken</translation>
  </message>
  <message>
   <source>Remind me to ask for consent</source>
   <translation>An die Einwilligung erinnern</translation>
  </message>
  <message>
   <source>Shade words that were hardly heard</source>
   <translation>Kaum verstandene Wörter schattieren</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>Tempo</translation>
  </message>
  <message>
   <source>System</source>
   <translation>System</translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation>Temperatur</translation>
  </message>
  <message>
   <source>Text size</source>
   <translation>Textgröße</translation>
  </message>
  <message>
   <source>The battery is low below</source>
   <translation>Der Akku gilt als schwach unter</translation>
  </message>
  <message>
   <source>The computer is hot from</source>
   <translation>Der Computer ist heiß ab</translation>
  </message>
  <message>
   <source>The microphone only</source>
   <translation>Nur das Mikrofon</translation>
  </message>
  <message>
   <source>Until it is transcribed</source>
   <translation>Bis zur Transkription</translation>
  </message>
  <message>
   <source>What the computer plays</source>
   <translation>Was der Computer abspielt</translation>
  </message>
  <message>
   <source>What was asked, too</source>
   <translation>Auch, was gefragt wurde</translation>
  </message>
  <message>
   <source>Wherever that is sooner</source>
   <translation>Wo immer es schneller geht</translation>
  </message>
 </context>
 <context>
  <name>shortcuts</name>
  <message>
   <source>Answer again</source>
   <translation>Neu beantworten</translation>
  </message>
  <message>
   <source>Copy the last answer</source>
   <translation>Letzte Antwort kopieren</translation>
  </message>
  <message>
   <source>Do again what was undone</source>
   <translation>Rückgängig Gemachtes wiederholen</translation>
  </message>
  <message>
   <source>Field mode on or off</source>
   <translation>Feldmodus ein- oder ausschalten</translation>
  </message>
  <message>
   <source>Find and replace in the transcript</source>
   <translation>Im Transkript suchen und ersetzen</translation>
  </message>
  <message>
   <source>Find anything</source>
   <translation>Alles durchsuchen</translation>
  </message>
  <message>
   <source>Find in this view</source>
   <translation>In dieser Ansicht suchen</translation>
  </message>
  <message>
   <source>Go to the next word that was hardly heard</source>
   <translation>Zum nächsten kaum verstandenen Wort</translation>
  </message>
  <message>
   <source>Go to the one before</source>
   <translation>Zum vorherigen</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Make a note from a photo</source>
   <translation>Notiz aus einem Foto machen</translation>
  </message>
  <message>
   <source>New: a conversation, documents, a transcript</source>
   <translation>Neu: eine Unterhaltung, Dokumente, ein Transkript</translation>
  </message>
  <message>
   <source>Play or pause the recording</source>
   <translation>Aufnahme abspielen oder anhalten</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>Read aloud what is in sight, or stop</source>
   <translation>Vorlesen, was zu sehen ist, oder damit aufhören</translation>
  </message>
  <message>
   <source>Record a meeting, or stop recording</source>
   <translation>Besprechung aufnehmen oder Aufnahme beenden</translation>
  </message>
  <message>
   <source>Search the list</source>
   <translation>Liste durchsuchen</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Show or hide the list</source>
   <translation>Liste ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Show or hide the sources</source>
   <translation>Quellen ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Stop what is running; twice: go to the text box</source>
   <translation>Laufendes anhalten; zweimal: zum Textfeld</translation>
  </message>
  <message>
   <source>Three seconds back in the recording</source>
   <translation>In der Aufnahme drei Sekunden zurück</translation>
  </message>
  <message>
   <source>Undo the last correction of the transcript</source>
   <translation>Letzte Korrektur des Transkripts rückgängig machen</translation>
  </message>
 </context>
 <context>
  <name>wording</name>
  <message>
   <source>about {hours} h left</source>
   <translation>noch etwa {hours} h</translation>
  </message>
  <message>
   <source>about {minutes} min left</source>
   <translation>noch etwa {minutes} min</translation>
  </message>
  <message>
   <source>documents</source>
   <translation>Dokumenten</translation>
  </message>
  <message>
   <source>files</source>
   <translation>Dateien</translation>
  </message>
  <message>
   <source>less than a minute left</source>
   <translation>noch weniger als eine Minute</translation>
  </message>
  <message>
   <source>parts</source>
   <translation>Teilen</translation>
  </message>
  <message>
   <source>passages</source>
   <translation>Textstellen</translation>
  </message>
  <message>
   <source>questions</source>
   <translation>Fragen</translation>
  </message>
  <message>
   <source>tensors</source>
   <translation>Tensoren</translation>
  </message>
  <message>
   <source>tokens</source>
   <translation>Token</translation>
  </message>
  <message>
   <source>{done} of {total}</source>
   <translation>{done} von {total}</translation>
  </message>
  <message>
   <source>{done} of {total} {unit}</source>
   <translation>{done} von {total} {unit}</translation>
  </message>
 </context>
</TS>
