<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
 <context>
  <name>AnswerFooter</name>
  <message numerus="yes">
   <source>%n file(s) could not be read</source>
   <translation>
    <numerusform>%Ln file could not be read</numerusform>
    <numerusform>%Ln files could not be read</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Searched %n document(s)</source>
   <translation>
    <numerusform>Searched %Ln document</numerusform>
    <numerusform>Searched %Ln documents</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>read %n passage(s)</source>
   <translation>
    <numerusform>read %Ln passage</numerusform>
    <numerusform>read %Ln passages</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>AnswerView</name>
  <message numerus="yes">
   <source>Found %n passage(s)</source>
   <translation>
    <numerusform>Found %Ln passage</numerusform>
    <numerusform>Found %Ln passages</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>in %n document(s)</source>
   <translation>
    <numerusform>in %Ln document</numerusform>
    <numerusform>in %Ln documents</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ChatImportRow</name>
  <message numerus="yes">
   <source>%n conversation(s) came into the folder “{folder}”.</source>
   <translation>
    <numerusform>%Ln conversation came into the folder “{folder}”.</numerusform>
    <numerusform>%Ln conversations came into the folder “{folder}”.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Beside an earlier version that differs: %n conversation(s).</source>
   <translation>
    <numerusform>Beside an earlier version that differs: %Ln conversation.</numerusform>
    <numerusform>Beside an earlier version that differs: %Ln conversations.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Continued: %n conversation(s).</source>
   <translation>
    <numerusform>Continued: %Ln conversation.</numerusform>
    <numerusform>Continued: %Ln conversations.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Here already: %n conversation(s).</source>
   <translation>
    <numerusform>Here already: %Ln conversation.</numerusform>
    <numerusform>Here already: %Ln conversations.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Left out: %n other version(s) of messages.</source>
   <translation>
    <numerusform>Left out: %Ln other version of messages.</numerusform>
    <numerusform>Left out: %Ln other versions of messages.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>CollectionsPane</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln document</numerusform>
    <numerusform>%Ln documents</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ConversationActions</name>
  <message numerus="yes">
   <source>%n conversation(s) deleted.</source>
   <translation>
    <numerusform>%Ln conversation deleted.</numerusform>
    <numerusform>%Ln conversations deleted.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ConversationList</name>
  <message numerus="yes">
   <source>%n conversation(s)</source>
   <translation>
    <numerusform>%Ln conversation</numerusform>
    <numerusform>%Ln conversations</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>DocumentsPane</name>
  <message numerus="yes">
   <source>%n could not be read</source>
   <translation>
    <numerusform>%Ln could not be read</numerusform>
    <numerusform>%Ln could not be read</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln document</numerusform>
    <numerusform>%Ln documents</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s) added</source>
   <translation>
    <numerusform>%Ln document added</numerusform>
    <numerusform>%Ln documents added</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n not yet searchable by meaning</source>
   <translation>
    <numerusform>%Ln not yet searchable by meaning</numerusform>
    <numerusform>%Ln not yet searchable by meaning</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n passage(s)</source>
   <translation>
    <numerusform>%Ln passage</numerusform>
    <numerusform>%Ln passages</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n unchanged</source>
   <translation>
    <numerusform>%Ln unchanged</numerusform>
    <numerusform>%Ln unchanged</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>And %n more.</source>
   <translation>
    <numerusform>And %Ln more.</numerusform>
    <numerusform>And %Ln more.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>its %n passage(s)</source>
   <translation>
    <numerusform>its %Ln passage</numerusform>
    <numerusform>its %Ln passages</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>their %n passage(s)</source>
   <translation>
    <numerusform>their %Ln passage</numerusform>
    <numerusform>their %Ln passages</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Elsewhere</name>
  <message numerus="yes">
   <source>Found %n model(s).</source>
   <translation>
    <numerusform>Found %Ln model.</numerusform>
    <numerusform>Found %Ln models.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message numerus="yes">
   <source>{text} becomes {stand_in}, %n time(s)</source>
   <translation>
    <numerusform>{text} becomes {stand_in}, %Ln time</numerusform>
    <numerusform>{text} becomes {stand_in}, %Ln times</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FindingsPane</name>
  <message numerus="yes">
   <source>All kinds (%n)</source>
   <translation>
    <numerusform>All kinds (%Ln)</numerusform>
    <numerusform>All kinds (%Ln)</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>And %n more.</source>
   <translation>
    <numerusform>And %Ln more.</numerusform>
    <numerusform>And %Ln more.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FoldersPane</name>
  <message numerus="yes">
   <source>%n could not be read</source>
   <translation>
    <numerusform>%Ln could not be read</numerusform>
    <numerusform>%Ln could not be read</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln document</numerusform>
    <numerusform>%Ln documents</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n gone</source>
   <translation>
    <numerusform>%Ln gone</numerusform>
    <numerusform>%Ln gone</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>And %n more, which need no look.</source>
   <translation>
    <numerusform>And %Ln more, which need no look.</numerusform>
    <numerusform>And %Ln more, which need no look.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FollowOffer</name>
  <message numerus="yes">
   <source>%n folder(s)</source>
   <translation>
    <numerusform>%Ln folder</numerusform>
    <numerusform>%Ln folders</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>LimitsDialog</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln document</numerusform>
    <numerusform>%Ln documents</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ListeningDialog</name>
  <message numerus="yes">
   <source>%n recording(s)</source>
   <translation>
    <numerusform>%Ln recording</numerusform>
    <numerusform>%Ln recordings</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>RecorderBar</name>
  <message numerus="yes">
   <source>The disk is almost full: make room, or the recording ends, and is kept, in about %n minute(s).</source>
   <translation>
    <numerusform>The disk is almost full: make room, or the recording ends, and is kept, in about %Ln minute.</numerusform>
    <numerusform>The disk is almost full: make room, or the recording ends, and is kept, in about %Ln minutes.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SavedList</name>
  <message numerus="yes">
   <source>%n document(s) changed since</source>
   <translation>
    <numerusform>%Ln document changed since</numerusform>
    <numerusform>%Ln documents changed since</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SavedPane</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln document</numerusform>
    <numerusform>%Ln documents</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s) it asks came or changed since.</source>
   <translation>
    <numerusform>%Ln document it asks came or changed since.</numerusform>
    <numerusform>%Ln documents it asks came or changed since.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ScopeBar</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>%Ln document</numerusform>
    <numerusform>%Ln documents</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>, %n not in the library</source>
   <translation>
    <numerusform>, %Ln not in the library</numerusform>
    <numerusform>, %Ln not in the library</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>UnfollowQuestion</name>
  <message numerus="yes">
   <source>Its %n document(s) can stay in the library, or be forgotten.</source>
   <translation>
    <numerusform>Its %Ln document can stay in the library, or be forgotten.</numerusform>
    <numerusform>Its %Ln documents can stay in the library, or be forgotten.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Welcome</name>
  <message numerus="yes">
   <source>Alcove searches %n document(s), shows the passages first, and checks every sentence.</source>
   <translation>
    <numerusform>Alcove searches %Ln document, shows the passages first, and checks every sentence.</numerusform>
    <numerusform>Alcove searches %Ln documents, shows the passages first, and checks every sentence.</numerusform>
   </translation>
  </message>
 </context>
</TS>
