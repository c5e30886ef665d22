<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>AnswerFooter</name>
    <message numerus="yes">
      <source>Searched %n document(s)</source>
      <translation>
        <numerusform>Searched %n document</numerusform>
        <numerusform>Searched %n documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s) could not be read</source>
      <translation>
        <numerusform>%n file could not be read</numerusform>
        <numerusform>%n files could not be read</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>read %n passage(s)</source>
      <translation>
        <numerusform>read %n passage</numerusform>
        <numerusform>read %n passages</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>AnswerView</name>
    <message numerus="yes">
      <source>Found %n passage(s)</source>
      <translation>
        <numerusform>Found %n passage</numerusform>
        <numerusform>Found %n passages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>in %n document(s)</source>
      <translation>
        <numerusform>in %n document</numerusform>
        <numerusform>in %n documents</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CollectionsPane</name>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>%n document</numerusform>
        <numerusform>%n documents</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>DocumentsPane</name>
    <message numerus="yes">
      <source>And %n more.</source>
      <translation>
        <numerusform>And %n more.</numerusform>
        <numerusform>And %n more.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n document(s) added</source>
      <translation>
        <numerusform>%n document added</numerusform>
        <numerusform>%n documents added</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n unchanged</source>
      <translation>
        <numerusform>%n unchanged</numerusform>
        <numerusform>%n unchanged</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n could not be read</source>
      <translation>
        <numerusform>%n could not be read</numerusform>
        <numerusform>%n could not be read</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>its %n passage(s)</source>
      <translation>
        <numerusform>its %n passage</numerusform>
        <numerusform>its %n passages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>their %n passage(s)</source>
      <translation>
        <numerusform>their %n passage</numerusform>
        <numerusform>their %n passages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>%n document</numerusform>
        <numerusform>%n documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n passage(s)</source>
      <translation>
        <numerusform>%n passage</numerusform>
        <numerusform>%n passages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not yet searchable by meaning</source>
      <translation>
        <numerusform>%n not yet searchable by meaning</numerusform>
        <numerusform>%n not yet searchable by meaning</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Elsewhere</name>
    <message numerus="yes">
      <source>Found %n model(s).</source>
      <translation>
        <numerusform>Found %n model.</numerusform>
        <numerusform>Found %n models.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ExportDialog</name>
    <message numerus="yes">
      <source>{text} becomes {stand_in}, %n time(s)</source>
      <translation>
        <numerusform>{text} becomes {stand_in}, %n time</numerusform>
        <numerusform>{text} becomes {stand_in}, %n times</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FindingsPane</name>
    <message numerus="yes">
      <source>All kinds (%n)</source>
      <translation>
        <numerusform>All kinds (%n)</numerusform>
        <numerusform>All kinds (%n)</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>And %n more.</source>
      <translation>
        <numerusform>And %n more.</numerusform>
        <numerusform>And %n more.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FoldersPane</name>
    <message numerus="yes">
      <source>And %n more, which need no look.</source>
      <translation>
        <numerusform>And %n more, which need no look.</numerusform>
        <numerusform>And %n more, which need no look.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>%n document</numerusform>
        <numerusform>%n documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n could not be read</source>
      <translation>
        <numerusform>%n could not be read</numerusform>
        <numerusform>%n could not be read</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n gone</source>
      <translation>
        <numerusform>%n gone</numerusform>
        <numerusform>%n gone</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FollowOffer</name>
    <message numerus="yes">
      <source>%n folder(s)</source>
      <translation>
        <numerusform>%n folder</numerusform>
        <numerusform>%n folders</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>LimitsDialog</name>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>%n document</numerusform>
        <numerusform>%n documents</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ListeningDialog</name>
    <message numerus="yes">
      <source>%n recording(s)</source>
      <translation>
        <numerusform>%n recording</numerusform>
        <numerusform>%n recordings</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SavedList</name>
    <message numerus="yes">
      <source>%n document(s) changed since</source>
      <translation>
        <numerusform>%n document changed since</numerusform>
        <numerusform>%n documents changed since</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SavedPane</name>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>%n document</numerusform>
        <numerusform>%n documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n document(s) it asks came or changed since.</source>
      <translation>
        <numerusform>%n document it asks came or changed since.</numerusform>
        <numerusform>%n documents it asks came or changed since.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ScopeBar</name>
    <message numerus="yes">
      <source>%n document(s)</source>
      <translation>
        <numerusform>%n document</numerusform>
        <numerusform>%n documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>, %n not in the library</source>
      <translation>
        <numerusform>, %n not in the library</numerusform>
        <numerusform>, %n not in the library</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>UnfollowQuestion</name>
    <message numerus="yes">
      <source>Its %n document(s) can stay in the library, or be forgotten.</source>
      <translation>
        <numerusform>Its %n document can stay in the library, or be forgotten.</numerusform>
        <numerusform>Its %n documents can stay in the library, or be forgotten.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Welcome</name>
    <message numerus="yes">
      <source>Alcove searches %n document(s), shows the passages first, and checks every sentence.</source>
      <translation>
        <numerusform>Alcove searches %n document, shows the passages first, and checks every sentence.</numerusform>
        <numerusform>Alcove searches %n documents, shows the passages first, and checks every sentence.</numerusform>
      </translation>
    </message>
  </context>
</TS>
