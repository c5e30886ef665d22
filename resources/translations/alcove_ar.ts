<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
 <context>
  <name>Aloud</name>
  <message>
   <source>The system is asked for its voices; the first time, that takes some seconds.</source>
   <translation>يُسأل النظام عن أصواته؛ ويستغرق ذلك في المرة الأولى بضع ثوانٍ.</translation>
  </message>
 </context>
 <context>
  <name>AloudButton</name>
  <message>
   <source>Read aloud</source>
   <translation>القراءة بصوت عالٍ</translation>
  </message>
  <message>
   <source>Stop reading aloud</source>
   <translation>إيقاف القراءة بصوت عالٍ</translation>
  </message>
 </context>
 <context>
  <name>AnswerFooter</name>
  <message numerus="yes">
   <source>%n file(s) could not be read</source>
   <translation>
    <numerusform>لا ملفات تعذّرت قراءتها</numerusform>
    <numerusform>تعذّرت قراءة ملف واحد</numerusform>
    <numerusform>تعذّرت قراءة ملفين</numerusform>
    <numerusform>تعذّرت قراءة %Ln ملفات</numerusform>
    <numerusform>تعذّرت قراءة %Ln ملفًا</numerusform>
    <numerusform>تعذّرت قراءة %Ln ملف</numerusform>
   </translation>
  </message>
  <message>
   <source>Answer again</source>
   <translation>الإجابة من جديد</translation>
  </message>
  <message>
   <source>Change and ask again</source>
   <translation>تعديل السؤال وطرحه من جديد</translation>
  </message>
  <message>
   <source>Copy the answer</source>
   <translation>نسخ الإجابة</translation>
  </message>
  <message>
   <source>Copy the answer with its sources</source>
   <translation>نسخ الإجابة مع مصادرها</translation>
  </message>
  <message>
   <source>First word after {s} s</source>
   <translation>أول كلمة بعد ⁨{s}⁩ ث</translation>
  </message>
  <message>
   <source>Passages found after {ms} ms</source>
   <translation>عُثر على المقاطع بعد ⁨{ms}⁩ م‌ث</translation>
  </message>
  <message>
   <source>Save the question</source>
   <translation>حفظ السؤال</translation>
  </message>
  <message numerus="yes">
   <source>Searched %n document(s)</source>
   <translation>
    <numerusform>لم يُبحث في أي مستند</numerusform>
    <numerusform>بُحث في مستند واحد</numerusform>
    <numerusform>بُحث في مستندين</numerusform>
    <numerusform>بُحث في %Ln مستندات</numerusform>
    <numerusform>بُحث في %Ln مستندًا</numerusform>
    <numerusform>بُحث في %Ln مستند</numerusform>
   </translation>
  </message>
  <message>
   <source>Searched as: {question}</source>
   <translation>صيغة البحث: ⁨{question}⁩</translation>
  </message>
  <message>
   <source>Show the sources</source>
   <translation>إظهار المصادر</translation>
  </message>
  <message>
   <source>Show unreadable files</source>
   <translation>إظهار الملفات غير المقروءة</translation>
  </message>
  <message>
   <source>The nearest passages:</source>
   <translation>أقرب المقاطع:</translation>
  </message>
  <message>
   <source>What was written was not fully supported; your documents' own words stand in its place.</source>
   <translation>ما كُتب لم يكن مدعومًا بالكامل، فحلّت محله كلمات مستنداتك نفسها.</translation>
  </message>
  <message>
   <source>page</source>
   <translation>صفحة</translation>
  </message>
  <message numerus="yes">
   <source>read %n passage(s)</source>
   <translation>
    <numerusform>لم يُقرأ أي مقطع</numerusform>
    <numerusform>قُرئ مقطع واحد</numerusform>
    <numerusform>قُرئ مقطعان</numerusform>
    <numerusform>قُرئت %Ln مقاطع</numerusform>
    <numerusform>قُرئ %Ln مقطعًا</numerusform>
    <numerusform>قُرئ %Ln مقطع</numerusform>
   </translation>
  </message>
  <message>
   <source>read {read} of {all} passages</source>
   <translation>قُرئ ⁨{read}⁩ من ⁨{all}⁩ من المقاطع</translation>
  </message>
  <message>
   <source>stopped</source>
   <translation>أُوقفت</translation>
  </message>
  <message>
   <source>{model}: {reason}</source>
   <translation>‏⁨{model}⁩: ⁨{reason}⁩</translation>
  </message>
  <message>
   <source>{n} tokens read, {reused} of them remembered</source>
   <translation>قُرئ من الرموز: ⁨{n}⁩، منها محفوظ: ⁨{reused}⁩</translation>
  </message>
  <message>
   <source>{n} tokens written, {rate} a second</source>
   <translation>كُتب من الرموز: ⁨{n}⁩، بمعدل ⁨{rate}⁩ في الثانية</translation>
  </message>
  <message>
   <source>{seconds} s</source>
   <translation>‏⁨{seconds}⁩ ث</translation>
  </message>
  <message>
   <source>“{text}” is not fully supported by your documents.</source>
   <translation>‏«⁨{text}⁩» غير مدعوم بالكامل في مستنداتك.</translation>
  </message>
 </context>
 <context>
  <name>AnswerText</name>
  <message>
   <source>Answer</source>
   <translation>الإجابة</translation>
  </message>
 </context>
 <context>
  <name>AnswerView</name>
  <message numerus="yes">
   <source>Found %n passage(s)</source>
   <translation>
    <numerusform>لم يُعثر على مقاطع</numerusform>
    <numerusform>عُثر على مقطع واحد</numerusform>
    <numerusform>عُثر على مقطعين</numerusform>
    <numerusform>عُثر على %Ln مقاطع</numerusform>
    <numerusform>عُثر على %Ln مقطعًا</numerusform>
    <numerusform>عُثر على %Ln مقطع</numerusform>
   </translation>
  </message>
  <message>
   <source>Reading everything: {done} of {total} passages</source>
   <translation>يُقرأ كل شيء: ⁨{done}⁩ من ⁨{total}⁩ من المقاطع</translation>
  </message>
  <message>
   <source>Reading your question…</source>
   <translation>جارٍ قراءة سؤالك…</translation>
  </message>
  <message>
   <source>Searching your documents…</source>
   <translation>جارٍ البحث في مستنداتك…</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>جارٍ الإيقاف…</translation>
  </message>
  <message>
   <source>Thinking…</source>
   <translation>يفكّر…</translation>
  </message>
  <message>
   <source>Writing…</source>
   <translation>يكتب…</translation>
  </message>
  <message numerus="yes">
   <source>in %n document(s)</source>
   <translation>
    <numerusform>في لا مستند</numerusform>
    <numerusform>في مستند واحد</numerusform>
    <numerusform>في مستندين</numerusform>
    <numerusform>في %Ln مستندات</numerusform>
    <numerusform>في %Ln مستندًا</numerusform>
    <numerusform>في %Ln مستند</numerusform>
   </translation>
  </message>
  <message>
   <source>{evidence} · reading, {percent} %</source>
   <translation>‏⁨{evidence}⁩ · جارٍ القراءة، ⁨{percent}⁩ %</translation>
  </message>
  <message>
   <source>{told} · about {seconds} s left</source>
   <translation>‏⁨{told}⁩ · بقي نحو ⁨{seconds}⁩ ث</translation>
  </message>
 </context>
 <context>
  <name>AnswersTable</name>
  <message>
   <source>What each answer took</source>
   <translation>ما استغرقته كل إجابة</translation>
  </message>
 </context>
 <context>
  <name>ApiTokenRow</name>
  <message>
   <source>Copy</source>
   <translation>نسخ</translation>
  </message>
  <message>
   <source>New token</source>
   <translation>رمز وصول جديد</translation>
  </message>
  <message>
   <source>The new token</source>
   <translation>رمز الوصول الجديد</translation>
  </message>
  <message>
   <source>Token</source>
   <translation>رمز الوصول</translation>
  </message>
  <message>
   <source>What programs show that call a port of this computer (alcove serve --loopback). The old one stops working at once. The new one is shown this once; Alcove keeps only its hash.</source>
   <translation>ما تُبرزه البرامج التي تتصل بمنفذ على هذا الحاسوب (alcove serve --loopback). يتوقف القديم عن العمل فورًا. يُعرض الجديد هذه المرة فقط، ولا يحتفظ Alcove إلا ببصمته.</translation>
  </message>
 </context>
 <context>
  <name>AskTabs</name>
  <message>
   <source>Conversations</source>
   <translation>المحادثات</translation>
  </message>
  <message>
   <source>Saved</source>
   <translation>المحفوظة</translation>
  </message>
 </context>
 <context>
  <name>AskView</name>
  <message>
   <source>Copied.</source>
   <translation>تم النسخ.</translation>
  </message>
  <message>
   <source>Remove the samples</source>
   <translation>إزالة الأمثلة</translation>
  </message>
  <message>
   <source>Saved as “{name}”.</source>
   <translation>حُفظ باسم «⁨{name}⁩».</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>إظهار</translation>
  </message>
  <message>
   <source>The sample documents are in your library now.</source>
   <translation>مستندات الأمثلة في مكتبتك الآن.</translation>
  </message>
  <message>
   <source>This conversation is being answered; stop the answer first.</source>
   <translation>تجري الإجابة في هذه المحادثة؛ أوقف الإجابة أولًا.</translation>
  </message>
  <message>
   <source>Your question has been answered.</source>
   <translation>أُجيب عن سؤالك.</translation>
  </message>
  <message>
   <source>page</source>
   <translation>صفحة</translation>
  </message>
 </context>
 <context>
  <name>BackupRows</name>
  <message>
   <source>A backup is ready: it takes the place of everything here when Alcove starts the next time.</source>
   <translation>نسخة احتياطية جاهزة: ستحل محل كل ما هنا عند تشغيل Alcove في المرة القادمة.</translation>
  </message>
  <message>
   <source>Back up</source>
   <translation>نسخ احتياطي</translation>
  </message>
  <message>
   <source>Back up…</source>
   <translation>نسخ احتياطي…</translation>
  </message>
  <message>
   <source>Backup of {moment}, {size}</source>
   <translation>نسخة احتياطية من ⁨{moment}⁩، ⁨{size}⁩</translation>
  </message>
  <message>
   <source>Do not restore it</source>
   <translation>عدم استعادتها</translation>
  </message>
  <message>
   <source>It holds something that was forgotten since, and could not be reached then: delete it.</source>
   <translation>تحتوي على شيء نُسي بعدها ولم يمكن الوصول إليها حينذاك: احذفها.</translation>
  </message>
  <message>
   <source>Make a backup now</source>
   <translation>إنشاء نسخة احتياطية الآن</translation>
  </message>
  <message>
   <source>No backup was made by itself yet.</source>
   <translation>لم تُنشأ نسخة احتياطية من تلقاء نفسها بعد.</translation>
  </message>
  <message>
   <source>Not within reach now.</source>
   <translation>ليست في المتناول الآن.</translation>
  </message>
  <message>
   <source>One encrypted file with everything but the models. It opens with your passphrase or the recovery key.</source>
   <translation>ملف واحد مشفّر فيه كل شيء عدا النماذج. يُفتح بعبارة المرور أو بمفتاح الاسترداد.</translation>
  </message>
  <message>
   <source>Put a backup in the place of everything that is here, when Alcove starts the next time.</source>
   <translation>إحلال نسخة احتياطية محل كل ما هنا عند تشغيل Alcove في المرة القادمة.</translation>
  </message>
  <message>
   <source>Restore a backup</source>
   <translation>استعادة نسخة احتياطية</translation>
  </message>
  <message>
   <source>Restore…</source>
   <translation>استعادة…</translation>
  </message>
  <message>
   <source>Take off the list</source>
   <translation>إزالة من القائمة</translation>
  </message>
  <message>
   <source>Take {name} off the list</source>
   <translation>إزالة ⁨{name}⁩ من القائمة</translation>
  </message>
  <message>
   <source>The backup was written to {path}.</source>
   <translation>كُتبت النسخة الاحتياطية في ⁨{path}⁩.</translation>
  </message>
  <message>
   <source>The folder for backups is not there now: connect its drive, or choose another.</source>
   <translation>مجلد النسخ الاحتياطية غير موجود الآن: صِل قرصه أو اختر غيره.</translation>
  </message>
  <message>
   <source>The last backup was made by itself on {day}.</source>
   <translation>أُنشئت آخر نسخة احتياطية من تلقاء نفسها في ⁨{day}⁩.</translation>
  </message>
  <message>
   <source>Verify</source>
   <translation>تحقّق</translation>
  </message>
  <message>
   <source>Verify {name}</source>
   <translation>التحقّق من ⁨{name}⁩</translation>
  </message>
  <message>
   <source>{count} older ones</source>
   <translation>‏⁨{count}⁩ أقدم</translation>
  </message>
  <message>
   <source>{name} is checked and ready. Close Alcove and start it again to go on with it.</source>
   <translation>فُحصت ⁨{name}⁩ وهي جاهزة. أغلق Alcove وشغّله من جديد للمتابعة بها.</translation>
  </message>
  <message>
   <source>{name} is whole: every byte of it is what was written, and the vault in it opens.</source>
   <translation>‏⁨{name}⁩ سليمة: كل بايت فيها كما كُتب، والخزنة التي فيها تُفتح.</translation>
  </message>
  <message>
   <source>{size} are free in the folder for backups.</source>
   <translation>المتاح في مجلد النسخ الاحتياطية ⁨{size}⁩.</translation>
  </message>
 </context>
 <context>
  <name>Banner</name>
  <message>
   <source>Dismiss</source>
   <translation>إخفاء</translation>
  </message>
 </context>
 <context>
  <name>BringPage</name>
  <message>
   <source>Bring a backup</source>
   <translation>إحضار نسخة احتياطية</translation>
  </message>
  <message>
   <source>Everything in it comes to this computer: documents, meetings, conversations and settings.</source>
   <translation>يأتي كل ما فيها إلى هذا الحاسوب: المستندات والاجتماعات والمحادثات والإعدادات.</translation>
  </message>
  <message>
   <source>The vault that is here is not lost: it stays, locked as it is, in a folder of its own in {folder}.</source>
   <translation>الخزنة الموجودة هنا لا تضيع: تبقى مقفلة كما هي في مجلد خاص بها داخل ⁨{folder}⁩.</translation>
  </message>
 </context>
 <context>
  <name>CallsView</name>
  <message>
   <source>Calculated over a table</source>
   <translation>حُسب من جدول</translation>
  </message>
  <message>
   <source>Calculated with days</source>
   <translation>حُسب بالأيام</translation>
  </message>
  <message>
   <source>Calculated {gist}</source>
   <translation>حُسب ⁨{gist}⁩</translation>
  </message>
  <message>
   <source>Failed: {result}</source>
   <translation>فشل: ⁨{result}⁩</translation>
  </message>
  <message>
   <source>Listed the files</source>
   <translation>سُردت الملفات</translation>
  </message>
  <message>
   <source>Markdown file</source>
   <translation>ملف Markdown</translation>
  </message>
  <message>
   <source>Read page {page} of {gist}</source>
   <translation>قُرئت الصفحة ⁨{page}⁩ من ⁨{gist}⁩</translation>
  </message>
  <message>
   <source>Result: {result}</source>
   <translation>النتيجة: ⁨{result}⁩</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>حفظ باسم…</translation>
  </message>
  <message>
   <source>Saved to: {path}</source>
   <translation>حُفظ في: ⁨{path}⁩</translation>
  </message>
  <message>
   <source>Searched for {gist}</source>
   <translation>بُحث عن ⁨{gist}⁩</translation>
  </message>
  <message>
   <source>Spreadsheet</source>
   <translation>جدول بيانات</translation>
  </message>
  <message>
   <source>The call of a tool</source>
   <translation>استدعاء أداة</translation>
  </message>
  <message>
   <source>Tool: {name}</source>
   <translation>الأداة: ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Word document</source>
   <translation>مستند Word</translation>
  </message>
  <message>
   <source>{name} (failed)</source>
   <translation>‏⁨{name}⁩ (فشل)</translation>
  </message>
 </context>
 <context>
  <name>CaptionsPane</name>
  <message>
   <source>Being said just now</source>
   <translation>يُقال الآن</translation>
  </message>
  <message>
   <source>Live captions</source>
   <translation>تعليق نصي مباشر</translation>
  </message>
  <message>
   <source>The captions are {seconds} s behind and will catch up; the recording itself misses nothing.</source>
   <translation>التعليق النصي متأخر ⁨{seconds}⁩ ث وسيلحق؛ أما التسجيل نفسه فلا يفوته شيء.</translation>
  </message>
 </context>
 <context>
  <name>ChatImportRow</name>
  <message numerus="yes">
   <source>%n conversation(s) came into the folder “{folder}”.</source>
   <translation>
    <numerusform>لم تُضف أي محادثة إلى المجلد «⁨{folder}⁩».</numerusform>
    <numerusform>أُضيفت محادثة واحدة إلى المجلد «⁨{folder}⁩».</numerusform>
    <numerusform>أُضيفت محادثتان إلى المجلد «⁨{folder}⁩».</numerusform>
    <numerusform>أُضيفت %Ln محادثات إلى المجلد «⁨{folder}⁩».</numerusform>
    <numerusform>أُضيفت %Ln محادثة إلى المجلد «⁨{folder}⁩».</numerusform>
    <numerusform>أُضيفت %Ln محادثة إلى المجلد «⁨{folder}⁩».</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Beside an earlier version that differs: %n conversation(s).</source>
   <translation>
    <numerusform>بجانب نسخة سابقة مختلفة: لا محادثات.</numerusform>
    <numerusform>بجانب نسخة سابقة مختلفة: محادثة واحدة.</numerusform>
    <numerusform>بجانب نسخة سابقة مختلفة: محادثتان.</numerusform>
    <numerusform>بجانب نسخة سابقة مختلفة: %Ln محادثات.</numerusform>
    <numerusform>بجانب نسخة سابقة مختلفة: %Ln محادثة.</numerusform>
    <numerusform>بجانب نسخة سابقة مختلفة: %Ln محادثة.</numerusform>
   </translation>
  </message>
  <message>
   <source>Bring conversations along</source>
   <translation>جلب المحادثات</translation>
  </message>
  <message>
   <source>Choose files…</source>
   <translation>اختيار ملفات…</translation>
  </message>
  <message numerus="yes">
   <source>Continued: %n conversation(s).</source>
   <translation>
    <numerusform>أُكملت: لا محادثات.</numerusform>
    <numerusform>أُكملت: محادثة واحدة.</numerusform>
    <numerusform>أُكملت: محادثتان.</numerusform>
    <numerusform>أُكملت: %Ln محادثات.</numerusform>
    <numerusform>أُكملت: %Ln محادثة.</numerusform>
    <numerusform>أُكملت: %Ln محادثة.</numerusform>
   </translation>
  </message>
  <message>
   <source>Exported conversations ({endings})</source>
   <translation>محادثات مصدَّرة (⁨{endings}⁩)</translation>
  </message>
  <message>
   <source>GPT4All and Jan keep no conversations on this computer.</source>
   <translation>لا يحتفظ GPT4All وJan بأي محادثات على هذا الحاسوب.</translation>
  </message>
  <message>
   <source>GPT4All and Jan keep their conversations on this computer. From ChatGPT take the ZIP file of its export, from Open WebUI the exported chats. They come into a folder of their program's name, and nothing comes twice.</source>
   <translation>يحتفظ GPT4All وJan بمحادثاتهما على هذا الحاسوب. خذ من ChatGPT ملف ZIP الخاص بتصديره، ومن Open WebUI المحادثات المصدَّرة. تُوضع في مجلد باسم برنامجها، ولا يُضاف شيء مرتين.</translation>
  </message>
  <message numerus="yes">
   <source>Here already: %n conversation(s).</source>
   <translation>
    <numerusform>موجود من قبل: لا محادثات.</numerusform>
    <numerusform>موجود من قبل: محادثة واحدة.</numerusform>
    <numerusform>موجود من قبل: محادثتان.</numerusform>
    <numerusform>موجود من قبل: %Ln محادثات.</numerusform>
    <numerusform>موجود من قبل: %Ln محادثة.</numerusform>
    <numerusform>موجود من قبل: %Ln محادثة.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Left out: %n other version(s) of messages.</source>
   <translation>
    <numerusform>تُرك: لا صيغ أخرى للرسائل.</numerusform>
    <numerusform>تُرك: صيغة أخرى واحدة للرسائل.</numerusform>
    <numerusform>تُرك: صيغتان أخريان للرسائل.</numerusform>
    <numerusform>تُرك: %Ln صيغ أخرى للرسائل.</numerusform>
    <numerusform>تُرك: %Ln صيغة أخرى للرسائل.</numerusform>
    <numerusform>تُرك: %Ln صيغة أخرى للرسائل.</numerusform>
   </translation>
  </message>
  <message>
   <source>Look on this computer</source>
   <translation>البحث في هذا الحاسوب</translation>
  </message>
  <message>
   <source>The new ones were taken out again.</source>
   <translation>أُزيلت المحادثات الجديدة من جديد.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>تراجع</translation>
  </message>
 </context>
 <context>
  <name>CollectionsPane</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>لا مستندات</numerusform>
    <numerusform>مستند واحد</numerusform>
    <numerusform>مستندان</numerusform>
    <numerusform>%Ln مستندات</numerusform>
    <numerusform>%Ln مستندًا</numerusform>
    <numerusform>%Ln مستند</numerusform>
   </translation>
  </message>
  <message>
   <source>All documents</source>
   <translation>كل المستندات</translation>
  </message>
  <message>
   <source>Collections</source>
   <translation>المجموعات</translation>
  </message>
  <message>
   <source>Name of the collection</source>
   <translation>اسم المجموعة</translation>
  </message>
  <message>
   <source>New collection</source>
   <translation>مجموعة جديدة</translation>
  </message>
  <message>
   <source>{documents}, pack {version}</source>
   <translation>‏⁨{documents}⁩، الحزمة ⁨{version}⁩</translation>
  </message>
 </context>
 <context>
  <name>Composer</name>
  <message>
   <source>Ask about the picture</source>
   <translation>اسأل عن الصورة</translation>
  </message>
  <message>
   <source>Ask without documents</source>
   <translation>اسأل دون مستندات</translation>
  </message>
  <message>
   <source>Ask your documents</source>
   <translation>اسأل مستنداتك</translation>
  </message>
  <message>
   <source>Attach pictures</source>
   <translation>إرفاق صور</translation>
  </message>
  <message>
   <source>Leave it as it was</source>
   <translation>تركها كما كانت</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>إرسال</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>إيقاف</translation>
  </message>
  <message>
   <source>You are changing an earlier message; what followed it will be replaced.</source>
   <translation>أنت تعدّل رسالة سابقة؛ وسيُستبدل ما جاء بعدها.</translation>
  </message>
  <message>
   <source>Your question</source>
   <translation>سؤالك</translation>
  </message>
 </context>
 <context>
  <name>Consent</name>
  <message>
   <source>Do not show this again</source>
   <translation>عدم الإظهار مجددًا</translation>
  </message>
  <message>
   <source>Has everybody agreed to be recorded?</source>
   <translation>هل وافق الجميع على التسجيل؟</translation>
  </message>
  <message>
   <source>In many places recording without consent is forbidden. The sound stays on this computer, encrypted.</source>
   <translation>التسجيل دون موافقة ممنوع في أماكن كثيرة. يبقى الصوت مشفّرًا على هذا الحاسوب.</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>تسجيل</translation>
  </message>
  <message>
   <source>Record a meeting</source>
   <translation>تسجيل اجتماع</translation>
  </message>
 </context>
 <context>
  <name>ConversationActions</name>
  <message numerus="yes">
   <source>%n conversation(s) deleted.</source>
   <translation>
    <numerusform>لم تُحذف أي محادثة.</numerusform>
    <numerusform>حُذفت محادثة واحدة.</numerusform>
    <numerusform>حُذفت محادثتان.</numerusform>
    <numerusform>حُذفت %Ln محادثات.</numerusform>
    <numerusform>حُذفت %Ln محادثة.</numerusform>
    <numerusform>حُذفت %Ln محادثة.</numerusform>
   </translation>
  </message>
  <message>
   <source>Conversation deleted.</source>
   <translation>حُذفت المحادثة.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>تراجع</translation>
  </message>
 </context>
 <context>
  <name>ConversationList</name>
  <message numerus="yes">
   <source>%n conversation(s)</source>
   <translation>
    <numerusform>لا محادثات</numerusform>
    <numerusform>محادثة واحدة</numerusform>
    <numerusform>محادثتان</numerusform>
    <numerusform>%Ln محادثات</numerusform>
    <numerusform>%Ln محادثة</numerusform>
    <numerusform>%Ln محادثة</numerusform>
   </translation>
  </message>
  <message>
   <source>Answering…</source>
   <translation>تجري الإجابة…</translation>
  </message>
  <message>
   <source>Conversations</source>
   <translation>المحادثات</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>حذف</translation>
  </message>
  <message>
   <source>Delete all in it</source>
   <translation>حذف كل ما فيه</translation>
  </message>
  <message>
   <source>Move to a folder</source>
   <translation>نقل إلى مجلد</translation>
  </message>
  <message>
   <source>Name of the folder</source>
   <translation>اسم المجلد</translation>
  </message>
  <message>
   <source>New conversation</source>
   <translation>محادثة جديدة</translation>
  </message>
  <message>
   <source>New folder…</source>
   <translation>مجلد جديد…</translation>
  </message>
  <message>
   <source>Pin to the top</source>
   <translation>تثبيت في الأعلى</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>إعادة تسمية</translation>
  </message>
  <message>
   <source>Search conversations</source>
   <translation>البحث في المحادثات</translation>
  </message>
  <message>
   <source>Take all out of the folder</source>
   <translation>إخراج الكل من المجلد</translation>
  </message>
  <message>
   <source>Take out of the folder</source>
   <translation>إخراج من المجلد</translation>
  </message>
  <message>
   <source>Unpin</source>
   <translation>إلغاء التثبيت</translation>
  </message>
 </context>
 <context>
  <name>CopyButton</name>
  <message>
   <source>Copied</source>
   <translation>تم النسخ</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>نسخ</translation>
  </message>
 </context>
 <context>
  <name>CreatePage</name>
  <message>
   <source>Ask your own documents and meetings, on your own machine.</source>
   <translation>اسأل مستنداتك واجتماعاتك أنت، على جهازك أنت.</translation>
  </message>
  <message>
   <source>Bring a backup…</source>
   <translation>إحضار نسخة احتياطية…</translation>
  </message>
  <message>
   <source>Create the vault</source>
   <translation>إنشاء الخزنة</translation>
  </message>
  <message>
   <source>Creating the vault…</source>
   <translation>جارٍ إنشاء الخزنة…</translation>
  </message>
  <message>
   <source>Every sentence of an answer shows the passage it rests on, or says it has none.</source>
   <translation>كل جملة في الإجابة تُظهر المقطع الذي تستند إليه، أو تقول إنه لا مقطع لها.</translation>
  </message>
  <message>
   <source>Everything it keeps is encrypted in a vault that only you can open.</source>
   <translation>كل ما يحتفظ به مشفّر في خزنة لا يفتحها غيرك.</translation>
  </message>
  <message>
   <source>Keep the key in this computer's keyring</source>
   <translation>حفظ المفتاح في حلقة مفاتيح هذا الحاسوب</translation>
  </message>
  <message>
   <source>Opens by itself once you are logged in.</source>
   <translation>تُفتح من تلقاء نفسها متى سجّلت الدخول.</translation>
  </message>
  <message>
   <source>Protect it with a passphrase</source>
   <translation>حمايتها بعبارة مرور</translation>
  </message>
  <message>
   <source>This computer offers no keyring to Alcove.</source>
   <translation>لا يوفّر هذا الحاسوب حلقة مفاتيح لـ Alcove.</translation>
  </message>
  <message>
   <source>Welcome to Alcove</source>
   <translation>مرحبًا بك في Alcove</translation>
  </message>
  <message>
   <source>Works without any network, and locks itself off from it when it starts.</source>
   <translation>يعمل دون أي شبكة، ويعزل نفسه عنها عند التشغيل.</translation>
  </message>
  <message>
   <source>You type it each time Alcove starts. Several words are stronger than one.</source>
   <translation>تكتبها كلما شُغّل Alcove. عدة كلمات أقوى من كلمة واحدة.</translation>
  </message>
  <message>
   <source>Your organization requires a passphrase.</source>
   <translation>مؤسستك تشترط عبارة مرور.</translation>
  </message>
  <message>
   <source>Your vault</source>
   <translation>خزنتك</translation>
  </message>
 </context>
 <context>
  <name>DeviceMenus</name>
  <message>
   <source>The system's default</source>
   <translation>افتراضي النظام</translation>
  </message>
  <message>
   <source>{device} (not connected)</source>
   <translation>‏⁨{device}⁩ (غير متصل)</translation>
  </message>
 </context>
 <context>
  <name>DeviceRow</name>
  <message>
   <source>Answers are computed on</source>
   <translation>تُحسب الإجابات على</translation>
  </message>
  <message>
   <source>Computing</source>
   <translation>الحوسبة</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>إعادة المحاولة</translation>
  </message>
  <message>
   <source>Use the device again that failed</source>
   <translation>استخدام الجهاز الذي تعطّل من جديد</translation>
  </message>
 </context>
 <context>
  <name>DocumentPanel</name>
  <message>
   <source>Ask only this document</source>
   <translation>سؤال هذا المستند وحده</translation>
  </message>
  <message>
   <source>Close the document</source>
   <translation>إغلاق المستند</translation>
  </message>
  <message>
   <source>Enter password…</source>
   <translation>إدخال كلمة المرور…</translation>
  </message>
  <message>
   <source>Open in Meetings</source>
   <translation>فتح في الاجتماعات</translation>
  </message>
 </context>
 <context>
  <name>DocumentSaving</name>
  <message>
   <source>Save the document</source>
   <translation>حفظ المستند</translation>
  </message>
  <message>
   <source>Written to {path}</source>
   <translation>كُتب في ⁨{path}⁩</translation>
  </message>
 </context>
 <context>
  <name>DocumentViewer</name>
  <message>
   <source>Larger</source>
   <translation>تكبير</translation>
  </message>
  <message>
   <source>Next page</source>
   <translation>الصفحة التالية</translation>
  </message>
  <message>
   <source>Page {page} of {pages}</source>
   <translation>صفحة ⁨{page}⁩ من ⁨{pages}⁩</translation>
  </message>
  <message>
   <source>Part {part} of {parts}</source>
   <translation>جزء ⁨{part}⁩ من ⁨{parts}⁩</translation>
  </message>
  <message>
   <source>Previous page</source>
   <translation>الصفحة السابقة</translation>
  </message>
  <message>
   <source>Smaller</source>
   <translation>تصغير</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>النص</translation>
  </message>
  <message>
   <source>The file was moved, deleted or changed since it was read; this is the text Alcove kept.</source>
   <translation>نُقل الملف أو حُذف أو تغيّر منذ قراءته؛ هذا هو النص الذي احتفظ به Alcove.</translation>
  </message>
  <message>
   <source>This PDF cannot be drawn here; this is the text Alcove read from it.</source>
   <translation>لا يمكن رسم ملف PDF هذا هنا؛ هذا هو النص الذي قرأه Alcove منه.</translation>
  </message>
 </context>
 <context>
  <name>DocumentsModel</name>
  <message>
   <source>Added</source>
   <translation>أُضيف</translation>
  </message>
  <message>
   <source>Could not be read</source>
   <translation>تعذّرت قراءته</translation>
  </message>
  <message>
   <source>Document</source>
   <translation>المستند</translation>
  </message>
  <message>
   <source>File gone, in no search</source>
   <translation>الملف غائب، خارج كل بحث</translation>
  </message>
  <message>
   <source>Pages</source>
   <translation>الصفحات</translation>
  </message>
  <message>
   <source>Passages</source>
   <translation>المقاطع</translation>
  </message>
  <message>
   <source>Read, not yet searchable by meaning</source>
   <translation>قُرئ، ولا يمكن البحث فيه بالمعنى بعد</translation>
  </message>
  <message>
   <source>Searchable</source>
   <translation>قابل للبحث</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>الحجم</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>الحالة</translation>
  </message>
 </context>
 <context>
  <name>DocumentsPane</name>
  <message numerus="yes">
   <source>%n could not be read</source>
   <translation>
    <numerusform>لم تتعذّر قراءة أي منها</numerusform>
    <numerusform>تعذّرت قراءة واحد</numerusform>
    <numerusform>تعذّرت قراءة اثنين</numerusform>
    <numerusform>تعذّرت قراءة %Ln</numerusform>
    <numerusform>تعذّرت قراءة %Ln</numerusform>
    <numerusform>تعذّرت قراءة %Ln</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>لا مستندات</numerusform>
    <numerusform>مستند واحد</numerusform>
    <numerusform>مستندان</numerusform>
    <numerusform>%Ln مستندات</numerusform>
    <numerusform>%Ln مستندًا</numerusform>
    <numerusform>%Ln مستند</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s) added</source>
   <translation>
    <numerusform>لم يُضف أي مستند</numerusform>
    <numerusform>أُضيف مستند واحد</numerusform>
    <numerusform>أُضيف مستندان</numerusform>
    <numerusform>أُضيفت %Ln مستندات</numerusform>
    <numerusform>أُضيف %Ln مستندًا</numerusform>
    <numerusform>أُضيف %Ln مستند</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n not yet searchable by meaning</source>
   <translation>
    <numerusform>لا شيء ينتظر البحث بالمعنى</numerusform>
    <numerusform>واحد لا يمكن البحث فيه بالمعنى بعد</numerusform>
    <numerusform>اثنان لا يمكن البحث فيهما بالمعنى بعد</numerusform>
    <numerusform>%Ln لا يمكن البحث فيها بالمعنى بعد</numerusform>
    <numerusform>%Ln لا يمكن البحث فيها بالمعنى بعد</numerusform>
    <numerusform>%Ln لا يمكن البحث فيها بالمعنى بعد</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n passage(s)</source>
   <translation>
    <numerusform>لا مقاطع</numerusform>
    <numerusform>مقطع واحد</numerusform>
    <numerusform>مقطعان</numerusform>
    <numerusform>%Ln مقاطع</numerusform>
    <numerusform>%Ln مقطعًا</numerusform>
    <numerusform>%Ln مقطع</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n unchanged</source>
   <translation>
    <numerusform>لا شيء دون تغيير</numerusform>
    <numerusform>واحد دون تغيير</numerusform>
    <numerusform>اثنان دون تغيير</numerusform>
    <numerusform>%Ln دون تغيير</numerusform>
    <numerusform>%Ln دون تغيير</numerusform>
    <numerusform>%Ln دون تغيير</numerusform>
   </translation>
  </message>
  <message>
   <source>, until {day}</source>
   <translation>، حتى ⁨{day}⁩</translation>
  </message>
  <message>
   <source>Add a folder and choose to follow it: new, changed and deleted files then come and go by themselves, and nothing is copied.</source>
   <translation>أضف مجلدًا واختر متابعته: حينها تأتي الملفات الجديدة والمعدّلة وتذهب المحذوفة من تلقاء نفسها، ولا يُنسخ شيء.</translation>
  </message>
  <message>
   <source>Add a folder…</source>
   <translation>إضافة مجلد…</translation>
  </message>
  <message>
   <source>Add files or folders, or drop them anywhere: documents, presentations, sheets, mail, books, web pages, pictures, text and archives of them. They are read on this computer and stay where they are.</source>
   <translation>أضف ملفات أو مجلدات، أو أفلتها في أي مكان: مستندات وعروض وجداول وبريد وكتب وصفحات ويب وصور ونصوص وأرشيفات منها. تُقرأ على هذا الحاسوب وتبقى حيث هي.</translation>
  </message>
  <message>
   <source>Add files…</source>
   <translation>إضافة ملفات…</translation>
  </message>
  <message numerus="yes">
   <source>And %n more.</source>
   <translation>
    <numerusform>ولا شيء غيرها.</numerusform>
    <numerusform>وواحد آخر.</numerusform>
    <numerusform>واثنان آخران.</numerusform>
    <numerusform>و%Ln أخرى.</numerusform>
    <numerusform>و%Ln أخرى.</numerusform>
    <numerusform>و%Ln أخرى.</numerusform>
   </translation>
  </message>
  <message>
   <source>Ask only these documents</source>
   <translation>سؤال هذه المستندات وحدها</translation>
  </message>
  <message>
   <source>Cancelled.</source>
   <translation>أُلغي.</translation>
  </message>
  <message>
   <source>Cancelled; what was added until then stays: {words}</source>
   <translation>أُلغي؛ ويبقى ما أُضيف حتى ذلك الحين: ⁨{words}⁩</translation>
  </message>
  <message>
   <source>Check the library</source>
   <translation>فحص المكتبة</translation>
  </message>
  <message>
   <source>Documents</source>
   <translation>المستندات</translation>
  </message>
  <message>
   <source>Enter password…</source>
   <translation>إدخال كلمة المرور…</translation>
  </message>
  <message>
   <source>Everything could be read, is up to date, and is there once.</source>
   <translation>أمكنت قراءة كل شيء، وكله محدَّث وموجود مرة واحدة.</translation>
  </message>
  <message>
   <source>Followed folders</source>
   <translation>المجلدات المتابَعة</translation>
  </message>
  <message>
   <source>Forget for good…</source>
   <translation>نسيان نهائي…</translation>
  </message>
  <message>
   <source>Knowledge pack {version} by {publisher}, read-only</source>
   <translation>حزمة المعرفة ⁨{version}⁩ من ⁨{publisher}⁩، للقراءة فقط</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>المكتبة</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>جارٍ النظر…</translation>
  </message>
  <message>
   <source>More</source>
   <translation>المزيد</translation>
  </message>
  <message>
   <source>No followed folders</source>
   <translation>لا مجلدات متابَعة</translation>
  </message>
  <message>
   <source>No problems</source>
   <translation>لا مشكلات</translation>
  </message>
  <message>
   <source>No title and no path has “{text}” in it.</source>
   <translation>لا عنوان ولا مسار يحتوي على «⁨{text}⁩».</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>لم يُعثر على شيء</translation>
  </message>
  <message>
   <source>Nothing here yet</source>
   <translation>لا شيء هنا بعد</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>فتح</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>متوقف مؤقتًا</translation>
  </message>
  <message>
   <source>Problems</source>
   <translation>المشكلات</translation>
  </message>
  <message>
   <source>Rebuild the index</source>
   <translation>إعادة بناء الفهرس</translation>
  </message>
  <message>
   <source>Remove from the library</source>
   <translation>إزالة من المكتبة</translation>
  </message>
  <message>
   <source>Remove this knowledge pack…</source>
   <translation>إزالة حزمة المعرفة هذه…</translation>
  </message>
  <message>
   <source>Remove {what} and {gone} from the library? Files on disk are not touched.</source>
   <translation>هل تريد إزالة ⁨{what}⁩ مع ⁨{gone}⁩ من المكتبة؟ لن تُمسّ الملفات على القرص.</translation>
  </message>
  <message>
   <source>Search documents</source>
   <translation>البحث في المستندات</translation>
  </message>
  <message>
   <source>The library is being examined.</source>
   <translation>جارٍ فحص المكتبة.</translation>
  </message>
  <message numerus="yes">
   <source>its %n passage(s)</source>
   <translation>
    <numerusform>مقاطعه (لا شيء)</numerusform>
    <numerusform>مقطعه الوحيد</numerusform>
    <numerusform>مقطعيه</numerusform>
    <numerusform>مقاطعه الـ %Ln</numerusform>
    <numerusform>مقاطعه الـ %Ln</numerusform>
    <numerusform>مقاطعه الـ %Ln</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>their %n passage(s)</source>
   <translation>
    <numerusform>مقاطعها (لا شيء)</numerusform>
    <numerusform>مقطعها الوحيد</numerusform>
    <numerusform>مقطعيها</numerusform>
    <numerusform>مقاطعها الـ %Ln</numerusform>
    <numerusform>مقاطعها الـ %Ln</numerusform>
    <numerusform>مقاطعها الـ %Ln</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>DocumentsTable</name>
  <message>
   <source>Documents</source>
   <translation>المستندات</translation>
  </message>
 </context>
 <context>
  <name>Elsewhere</name>
  <message numerus="yes">
   <source>Found %n model(s).</source>
   <translation>
    <numerusform>لم يُعثر على نماذج.</numerusform>
    <numerusform>عُثر على نموذج واحد.</numerusform>
    <numerusform>عُثر على نموذجين.</numerusform>
    <numerusform>عُثر على %Ln نماذج.</numerusform>
    <numerusform>عُثر على %Ln نموذجًا.</numerusform>
    <numerusform>عُثر على %Ln نموذج.</numerusform>
   </translation>
  </message>
  <message>
   <source>In other programs</source>
   <translation>في برامج أخرى</translation>
  </message>
  <message>
   <source>Link</source>
   <translation>ربط</translation>
  </message>
  <message>
   <source>Link {name}</source>
   <translation>ربط ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Linked</source>
   <translation>مرتبط</translation>
  </message>
  <message>
   <source>Look for models</source>
   <translation>البحث عن نماذج</translation>
  </message>
  <message>
   <source>Models of LM Studio, Ollama, GPT4All and Jan can be used where they are, without a copy.</source>
   <translation>يمكن استخدام نماذج LM Studio وOllama وGPT4All وJan حيث هي، دون نسخة.</translation>
  </message>
  <message>
   <source>No models were found in their usual folders.</source>
   <translation>لم يُعثر على نماذج في مجلداتها المعتادة.</translation>
  </message>
  <message>
   <source>Nothing is looked for until you ask.</source>
   <translation>لا يُبحث عن شيء قبل أن تطلب.</translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message>
   <source>Dates</source>
   <translation>التواريخ</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>تصدير</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>الصيغة</translation>
  </message>
  <message>
   <source>JSON, with every word's time</source>
   <translation>‏JSON، مع وقت كل كلمة</translation>
  </message>
  <message>
   <source>Markdown</source>
   <translation>Markdown</translation>
  </message>
  <message>
   <source>Minutes</source>
   <translation>المحضر</translation>
  </message>
  <message>
   <source>Names</source>
   <translation>الأسماء</translation>
  </message>
  <message>
   <source>Names of the speakers</source>
   <translation>أسماء المتحدثين</translation>
  </message>
  <message>
   <source>Nothing of the kind was found. Read the file before you hand it on.</source>
   <translation>لم يُعثر على شيء من هذا. اقرأ الملف قبل أن تسلّمه لغيرك.</translation>
  </message>
  <message>
   <source>Numbers</source>
   <translation>الأرقام</translation>
  </message>
  <message>
   <source>PDF</source>
   <translation>PDF</translation>
  </message>
  <message>
   <source>Plain text</source>
   <translation>نص عادي</translation>
  </message>
  <message>
   <source>Subtitles (SRT)</source>
   <translation>ترجمة نصية (SRT)</translation>
  </message>
  <message>
   <source>Subtitles (WebVTT)</source>
   <translation>ترجمة نصية (WebVTT)</translation>
  </message>
  <message>
   <source>Take out</source>
   <translation>حجب</translation>
  </message>
  <message>
   <source>This is taken out; untick what may stay. Read the file before you hand it on.</source>
   <translation>سيُحجب هذا؛ ألغِ تحديد ما يجوز بقاؤه. اقرأ الملف قبل أن تسلّمه لغيرك.</translation>
  </message>
  <message>
   <source>Times</source>
   <translation>الأوقات</translation>
  </message>
  <message>
   <source>Transcript</source>
   <translation>النص المفرَّغ</translation>
  </message>
  <message>
   <source>What</source>
   <translation>ماذا</translation>
  </message>
  <message>
   <source>What is taken out</source>
   <translation>ما يُحجب</translation>
  </message>
  <message>
   <source>With</source>
   <translation>مع</translation>
  </message>
  <message>
   <source>Word document</source>
   <translation>مستند Word</translation>
  </message>
  <message numerus="yes">
   <source>{text} becomes {stand_in}, %n time(s)</source>
   <translation>
    <numerusform>يصير ⁨{text}⁩ إلى ⁨{stand_in}⁩، دون أي مرة</numerusform>
    <numerusform>يصير ⁨{text}⁩ إلى ⁨{stand_in}⁩، مرة واحدة</numerusform>
    <numerusform>يصير ⁨{text}⁩ إلى ⁨{stand_in}⁩، مرتين</numerusform>
    <numerusform>يصير ⁨{text}⁩ إلى ⁨{stand_in}⁩، %Ln مرات</numerusform>
    <numerusform>يصير ⁨{text}⁩ إلى ⁨{stand_in}⁩، %Ln مرة</numerusform>
    <numerusform>يصير ⁨{text}⁩ إلى ⁨{stand_in}⁩، %Ln مرة</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FieldBar</name>
  <message>
   <source>Battery {percent} %</source>
   <translation>البطارية ⁨{percent}⁩ %</translation>
  </message>
  <message>
   <source>Do it all the same</source>
   <translation>التنفيذ رغم ذلك</translation>
  </message>
  <message>
   <source>Everything is done all the same.</source>
   <translation>يُنفَّذ كل شيء رغم ذلك.</translation>
  </message>
  <message>
   <source>Field mode</source>
   <translation>الوضع الميداني</translation>
  </message>
  <message>
   <source>Photo to note</source>
   <translation>صورة إلى ملاحظة</translation>
  </message>
  <message>
   <source>Show or hide the list</source>
   <translation>إظهار القائمة أو إخفاؤها</translation>
  </message>
  <message>
   <source>The battery ends soon. The recording goes on until then, and what was recorded is kept.</source>
   <translation>ستنفد البطارية قريبًا. يستمر التسجيل حتى ذلك الحين، ويُحفظ ما سُجِّل.</translation>
  </message>
  <message>
   <source>The battery is low: smaller models answer; transcribing, followed folders and backups wait.</source>
   <translation>البطارية منخفضة: تجيب نماذج أصغر، وينتظر التفريغ والمجلدات المتابَعة والنسخ الاحتياطية.</translation>
  </message>
  <message>
   <source>The computer is hot: smaller models answer; transcribing, followed folders and backups wait.</source>
   <translation>الحاسوب ساخن: تجيب نماذج أصغر، وينتظر التفريغ والمجلدات المتابَعة والنسخ الاحتياطية.</translation>
  </message>
  <message>
   <source>The recording goes on; transcribing other recordings, followed folders and backups wait.</source>
   <translation>يستمر التسجيل، وينتظر تفريغ التسجيلات الأخرى والمجلدات المتابَعة والنسخ الاحتياطي.</translation>
  </message>
  <message>
   <source>on mains</source>
   <translation>موصول بالكهرباء</translation>
  </message>
  <message>
   <source>slowed down because of heat</source>
   <translation>مُبطَّأ بسبب الحرارة</translation>
  </message>
  <message>
   <source>{degrees} °C</source>
   <translation>⁨{degrees}⁩ °م</translation>
  </message>
 </context>
 <context>
  <name>FieldMode</name>
  <message>
   <source>Field mode is off.</source>
   <translation>الوضع الميداني متوقف.</translation>
  </message>
  <message>
   <source>Field mode is on.</source>
   <translation>الوضع الميداني مفعَّل.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>تراجع</translation>
  </message>
 </context>
 <context>
  <name>FindBar</name>
  <message>
   <source>Close</source>
   <translation>إغلاق</translation>
  </message>
  <message>
   <source>Find in this transcript</source>
   <translation>البحث في هذا النص</translation>
  </message>
  <message>
   <source>Next match</source>
   <translation>المطابقة التالية</translation>
  </message>
  <message>
   <source>Not found</source>
   <translation>لا مطابقة</translation>
  </message>
  <message>
   <source>Previous match</source>
   <translation>المطابقة السابقة</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>استبدال</translation>
  </message>
  <message>
   <source>Replace all</source>
   <translation>استبدال الكل</translation>
  </message>
  <message>
   <source>Replace by</source>
   <translation>استبدال بـ</translation>
  </message>
  <message>
   <source>Same case</source>
   <translation>مطابقة حالة الأحرف</translation>
  </message>
  <message>
   <source>Whole word</source>
   <translation>كلمة كاملة</translation>
  </message>
  <message>
   <source>{number} of {count}</source>
   <translation>‏⁨{number}⁩ من ⁨{count}⁩</translation>
  </message>
 </context>
 <context>
  <name>FindingsPane</name>
  <message numerus="yes">
   <source>All kinds (%n)</source>
   <translation>
    <numerusform>كل الأنواع (%Ln)</numerusform>
    <numerusform>كل الأنواع (%Ln)</numerusform>
    <numerusform>كل الأنواع (%Ln)</numerusform>
    <numerusform>كل الأنواع (%Ln)</numerusform>
    <numerusform>كل الأنواع (%Ln)</numerusform>
    <numerusform>كل الأنواع (%Ln)</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>And %n more.</source>
   <translation>
    <numerusform>ولا شيء غيرها.</numerusform>
    <numerusform>وواحد آخر.</numerusform>
    <numerusform>واثنان آخران.</numerusform>
    <numerusform>و%Ln أخرى.</numerusform>
    <numerusform>و%Ln أخرى.</numerusform>
    <numerusform>و%Ln أخرى.</numerusform>
   </translation>
  </message>
  <message>
   <source>Kind of problem</source>
   <translation>نوع المشكلة</translation>
  </message>
  <message>
   <source>Problems</source>
   <translation>المشكلات</translation>
  </message>
 </context>
 <context>
  <name>FoldersPane</name>
  <message numerus="yes">
   <source>%n could not be read</source>
   <translation>
    <numerusform>لم تتعذّر قراءة أي منها</numerusform>
    <numerusform>تعذّرت قراءة واحد</numerusform>
    <numerusform>تعذّرت قراءة اثنين</numerusform>
    <numerusform>تعذّرت قراءة %Ln</numerusform>
    <numerusform>تعذّرت قراءة %Ln</numerusform>
    <numerusform>تعذّرت قراءة %Ln</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>لا مستندات</numerusform>
    <numerusform>مستند واحد</numerusform>
    <numerusform>مستندان</numerusform>
    <numerusform>%Ln مستندات</numerusform>
    <numerusform>%Ln مستندًا</numerusform>
    <numerusform>%Ln مستند</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n gone</source>
   <translation>
    <numerusform>لا شيء غائب</numerusform>
    <numerusform>واحد غائب</numerusform>
    <numerusform>اثنان غائبان</numerusform>
    <numerusform>%Ln غائبة</numerusform>
    <numerusform>%Ln غائبة</numerusform>
    <numerusform>%Ln غائب</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>And %n more, which need no look.</source>
   <translation>
    <numerusform>ولا غيرها.</numerusform>
    <numerusform>وواحد آخر لا يحتاج إلى نظر.</numerusform>
    <numerusform>واثنان آخران لا يحتاجان إلى نظر.</numerusform>
    <numerusform>و%Ln أخرى لا تحتاج إلى نظر.</numerusform>
    <numerusform>و%Ln أخرى لا تحتاج إلى نظر.</numerusform>
    <numerusform>و%Ln أخرى لا تحتاج إلى نظر.</numerusform>
   </translation>
  </message>
  <message>
   <source>Files in {folder}</source>
   <translation>الملفات في ⁨{folder}⁩</translation>
  </message>
  <message>
   <source>Files of the folder</source>
   <translation>ملفات المجلد</translation>
  </message>
  <message>
   <source>Followed folders</source>
   <translation>المجلدات المتابَعة</translation>
  </message>
  <message>
   <source>Look now</source>
   <translation>انظر الآن</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>إيقاف مؤقت</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>استئناف</translation>
  </message>
  <message>
   <source>Stop following</source>
   <translation>إيقاف المتابعة</translation>
  </message>
  <message>
   <source>Stop following…</source>
   <translation>إيقاف المتابعة…</translation>
  </message>
  <message>
   <source>What is left out</source>
   <translation>ما يُستثنى</translation>
  </message>
  <message>
   <source>What is left out…</source>
   <translation>ما يُستثنى…</translation>
  </message>
 </context>
 <context>
  <name>FollowOffer</name>
  <message numerus="yes">
   <source>%n folder(s)</source>
   <translation>
    <numerusform>لا مجلدات</numerusform>
    <numerusform>مجلد واحد</numerusform>
    <numerusform>مجلدين</numerusform>
    <numerusform>%Ln مجلدات</numerusform>
    <numerusform>%Ln مجلدًا</numerusform>
    <numerusform>%Ln مجلد</numerusform>
   </translation>
  </message>
  <message>
   <source>Always do this</source>
   <translation>افعل هذا دائمًا</translation>
  </message>
  <message>
   <source>Follow</source>
   <translation>متابعة</translation>
  </message>
  <message>
   <source>Follow {which} from now on? New, changed and deleted files then come and go by themselves.</source>
   <translation>هل تريد متابعة ⁨{which}⁩ من الآن؟ حينها تأتي الملفات الجديدة والمعدّلة وتذهب المحذوفة من تلقاء نفسها.</translation>
  </message>
  <message>
   <source>Only this once</source>
   <translation>هذه المرة فقط</translation>
  </message>
 </context>
 <context>
  <name>HandingOn</name>
  <message>
   <source>Export</source>
   <translation>تصدير</translation>
  </message>
  <message>
   <source>Written to {path}</source>
   <translation>كُتب في ⁨{path}⁩</translation>
  </message>
 </context>
 <context>
  <name>Hotkeys</name>
  <message>
   <source>This desktop gives programs no global shortcuts; set one in its own settings for: {command}</source>
   <translation>لا يمنح سطح المكتب هذا البرامج اختصارات عامة؛ عيّن واحدًا في إعداداته للأمر: ⁨{command}⁩</translation>
  </message>
  <message>
   <source>{keys} cannot be one; take a letter, a digit or the space bar with Ctrl or Alt, or F1 to F12.</source>
   <translation>لا يصلح ⁨{keys}⁩ اختصارًا؛ خذ حرفًا أو رقمًا أو مسطرة المسافة مع Ctrl أو Alt، أو F1 إلى F12.</translation>
  </message>
  <message>
   <source>{keys} is used for something else already; choose other keys.</source>
   <translation>‏⁨{keys}⁩ مستخدم لشيء آخر بالفعل؛ اختر مفاتيح أخرى.</translation>
  </message>
 </context>
 <context>
  <name>LeftOutDialog</name>
  <message>
   <source>One pattern a line, such as “*.log” or “archive/”, as in a .gitignore file.</source>
   <translation>نمط واحد في كل سطر، مثل «*.log» أو «archive/»، كما في ملف .gitignore.</translation>
  </message>
  <message>
   <source>Patterns</source>
   <translation>الأنماط</translation>
  </message>
  <message>
   <source>What is left out</source>
   <translation>ما يُستثنى</translation>
  </message>
 </context>
 <context>
  <name>LibraryView</name>
  <message>
   <source>Forget “{title}” for good, with every answer that cites it and all that models have read of it? The file on disk is not touched.</source>
   <translation>هل تريد نسيان «⁨{title}⁩» نهائيًا، مع كل إجابة تستشهد به وكل ما قرأته النماذج منه؟ لن يُمسّ الملف على القرص.</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>إزالة</translation>
  </message>
  <message>
   <source>Remove {path} from the library? The file on disk is not touched.</source>
   <translation>هل تريد إزالة ⁨{path}⁩ من المكتبة؟ لن يُمسّ الملف على القرص.</translation>
  </message>
  <message>
   <source>Show the problems</source>
   <translation>إظهار المشكلات</translation>
  </message>
  <message>
   <source>The path was copied.</source>
   <translation>نُسخ المسار.</translation>
  </message>
 </context>
 <context>
  <name>LimitsDialog</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>لا مستندات</numerusform>
    <numerusform>مستند واحد</numerusform>
    <numerusform>مستندان</numerusform>
    <numerusform>%Ln مستندات</numerusform>
    <numerusform>%Ln مستندًا</numerusform>
    <numerusform>%Ln مستند</numerusform>
   </translation>
  </message>
  <message>
   <source>A date is a year, a month or a day, such as 2024, 2024-05 or 2024-05-31.</source>
   <translation>التاريخ سنة أو شهر أو يوم، مثل 2024 أو 2024-05 أو 2024-05-31.</translation>
  </message>
  <message>
   <source>A type is letters and digits; no limit has quotation marks in it.</source>
   <translation>النوع حروف وأرقام؛ ولا علامات اقتباس في أي تقييد.</translation>
  </message>
  <message>
   <source>All of them must hold. A document's date is the one it states, else when its file last changed.</source>
   <translation>يجب أن تتحقق كلها. تاريخ المستند هو ما يذكره، وإلا فوقت آخر تغيير لملفه.</translation>
  </message>
  <message>
   <source>Any</source>
   <translation>أي شيء</translation>
  </message>
  <message>
   <source>Any; such as {year} or {day}</source>
   <translation>أي شيء؛ مثل ⁨{year}⁩ أو ⁨{day}⁩</translation>
  </message>
  <message>
   <source>Author</source>
   <translation>المؤلف</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>قبل</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>المجلد</translation>
  </message>
  <message>
   <source>From</source>
   <translation>من</translation>
  </message>
  <message>
   <source>Limit</source>
   <translation>تقييد</translation>
  </message>
  <message>
   <source>Limit what is searched</source>
   <translation>تقييد ما يُبحث فيه</translation>
  </message>
  <message>
   <source>Remove all limits</source>
   <translation>إزالة كل القيود</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>النوع</translation>
  </message>
 </context>
 <context>
  <name>ListeningDialog</name>
  <message numerus="yes">
   <source>%n recording(s)</source>
   <translation>
    <numerusform>لا تسجيلات</numerusform>
    <numerusform>تسجيل واحد</numerusform>
    <numerusform>تسجيلان</numerusform>
    <numerusform>%Ln تسجيلات</numerusform>
    <numerusform>%Ln تسجيلًا</numerusform>
    <numerusform>%Ln تسجيل</numerusform>
   </translation>
  </message>
  <message>
   <source>Do not tell them apart</source>
   <translation>دون تمييز بينهم</translation>
  </message>
  <message>
   <source>Find out</source>
   <translation>اكتشفه</translation>
  </message>
  <message>
   <source>Find out how many</source>
   <translation>اكتشاف عددهم</translation>
  </message>
  <message>
   <source>If you know how many there are, saying so makes fewer mistakes.</source>
   <translation>إن كنت تعرف عددهم فذكره يقلل الأخطاء.</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>اللغة</translation>
  </message>
  <message>
   <source>Names and terms</source>
   <translation>الأسماء والمصطلحات</translation>
  </message>
  <message>
   <source>Names from my library</source>
   <translation>أسماء من مكتبتي</translation>
  </message>
  <message>
   <source>Names that stand out in your own documents are listened for as well.</source>
   <translation>يُصغى أيضًا إلى الأسماء البارزة في مستنداتك.</translation>
  </message>
  <message>
   <source>Speakers</source>
   <translation>المتحدثون</translation>
  </message>
  <message>
   <source>Those that may be said, with commas between them.</source>
   <translation>ما قد يُذكر منها، تفصل بينها فواصل.</translation>
  </message>
  <message>
   <source>Transcribe</source>
   <translation>تفريغ</translation>
  </message>
 </context>
 <context>
  <name>LoginRow</name>
  <message>
   <source>It waits as an icon in the tray, also once its window is closed; where the desktop has none, minimized.</source>
   <translation>ينتظر كأيقونة في علبة النظام، حتى بعد إغلاق نافذته؛ وحيث لا توجد علبة على سطح المكتب، مصغّرًا.</translation>
  </message>
  <message>
   <source>Start when I log in</source>
   <translation>البدء عند تسجيل الدخول</translation>
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
   <translation>يستمر Alcove كأيقونة في علبة النظام. ويُنهيه «إنهاء» في قائمتها.</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>متابعة</translation>
  </message>
  <message>
   <source>Hide and go on</source>
   <translation>إخفاء ومتابعة</translation>
  </message>
  <message>
   <source>Stop and close</source>
   <translation>إيقاف وإغلاق</translation>
  </message>
 </context>
 <context>
  <name>MeetingsView</name>
  <message>
   <source>A meeting is being recorded. Stop the recording, which is kept, and close?</source>
   <translation>يجري تسجيل اجتماع. هل تريد إيقاف التسجيل، وسيُحفظ، ثم الإغلاق؟</translation>
  </message>
  <message>
   <source>Copied.</source>
   <translation>تم النسخ.</translation>
  </message>
  <message>
   <source>Find the file…</source>
   <translation>البحث عن الملف…</translation>
  </message>
  <message>
   <source>Minutes</source>
   <translation>المحضر</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>النماذج</translation>
  </message>
  <message>
   <source>Search transcripts</source>
   <translation>البحث في النصوص</translation>
  </message>
  <message>
   <source>The meeting has been written down.</source>
   <translation>دُوّن الاجتماع.</translation>
  </message>
  <message>
   <source>Transcribe a recording</source>
   <translation>تفريغ تسجيل</translation>
  </message>
  <message>
   <source>Transcript</source>
   <translation>النص المفرَّغ</translation>
  </message>
  <message>
   <source>Transcripts</source>
   <translation>النصوص المفرَّغة</translation>
  </message>
  <message>
   <source>{name} has been written down.</source>
   <translation>دُوّن ⁨{name}⁩.</translation>
  </message>
 </context>
 <context>
  <name>MinutesPane</name>
  <message>
   <source>Add a line</source>
   <translation>إضافة سطر</translation>
  </message>
  <message>
   <source>Edit the line</source>
   <translation>تعديل السطر</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>تصدير…</translation>
  </message>
  <message>
   <source>No minutes yet</source>
   <translation>لا محضر بعد</translation>
  </message>
  <message>
   <source>Remove the line</source>
   <translation>إزالة السطر</translation>
  </message>
  <message>
   <source>Summary, decisions, tasks with their owners and dates, and open questions, each with the second it was said at. Choose a template and write them; nothing leaves this computer.</source>
   <translation>ملخص وقرارات ومهام بأصحابها وتواريخها وأسئلة مفتوحة، وكل منها مع الثانية التي قيل فيها. اختر قالبًا واكتبه؛ لا شيء يغادر هذا الحاسوب.</translation>
  </message>
  <message>
   <source>Template</source>
   <translation>القالب</translation>
  </message>
  <message>
   <source>Version</source>
   <translation>الإصدار</translation>
  </message>
  <message>
   <source>Write minutes</source>
   <translation>كتابة المحضر</translation>
  </message>
  <message>
   <source>quoted without a model</source>
   <translation>مقتبس دون نموذج</translation>
  </message>
 </context>
 <context>
  <name>MinutesTree</name>
  <message>
   <source>Due</source>
   <translation>الاستحقاق</translation>
  </message>
  <message>
   <source>In the recording</source>
   <translation>في التسجيل</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>السطر</translation>
  </message>
  <message>
   <source>Minutes</source>
   <translation>المحضر</translation>
  </message>
  <message>
   <source>Nothing of the kind was found.</source>
   <translation>لم يُعثر على شيء من هذا.</translation>
  </message>
  <message>
   <source>Said at</source>
   <translation>قيل عند</translation>
  </message>
  <message>
   <source>Who</source>
   <translation>مَن</translation>
  </message>
  <message>
   <source>edited, {words}</source>
   <translation>معدّل، ⁨{words}⁩</translation>
  </message>
  <message>
   <source>not said so</source>
   <translation>لم يُقل كذا</translation>
  </message>
  <message>
   <source>partly said so</source>
   <translation>قيل كذا جزئيًا</translation>
  </message>
  <message>
   <source>said so</source>
   <translation>قيل كذا</translation>
  </message>
 </context>
 <context>
  <name>ModelMenu</name>
  <message>
   <source>Adapter as chosen under Models</source>
   <translation>المكيّف كما اختير في النماذج</translation>
  </message>
  <message>
   <source>Adapter: {name}</source>
   <translation>المكيّف: ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Answered by: {name}</source>
   <translation>أجاب عنه: ⁨{name}⁩</translation>
  </message>
  <message>
   <source>As the question needs</source>
   <translation>بحسب حاجة السؤال</translation>
  </message>
  <message>
   <source>As your administrator chose</source>
   <translation>كما اختار المسؤول</translation>
  </message>
  <message>
   <source>No adapter</source>
   <translation>دون مكيّف</translation>
  </message>
  <message>
   <source>No chat model: quotations only</source>
   <translation>لا نموذج محادثة: اقتباسات فقط</translation>
  </message>
  <message>
   <source>Show the models</source>
   <translation>إظهار النماذج</translation>
  </message>
  <message>
   <source>Strength of the adapter</source>
   <translation>قوة المكيّف</translation>
  </message>
 </context>
 <context>
  <name>ModelRow</name>
  <message>
   <source>0 changes nothing, 1 is as it was trained</source>
   <translation>0 لا يغيّر شيئًا، و1 كما دُرّب</translation>
  </message>
  <message>
   <source>Copy fetch command</source>
   <translation>نسخ أمر الجلب</translation>
  </message>
  <message>
   <source>Copy the command that fetches {name}</source>
   <translation>نسخ الأمر الذي يجلب ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>حذف</translation>
  </message>
  <message>
   <source>Do not use {name} for minutes</source>
   <translation>عدم استخدام ⁨{name}⁩ للمحاضر</translation>
  </message>
  <message>
   <source>Do without</source>
   <translation>الاستغناء</translation>
  </message>
  <message>
   <source>Do without {name}</source>
   <translation>الاستغناء عن ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Forget</source>
   <translation>نسيان</translation>
  </message>
  <message>
   <source>How strongly {name} changes its model</source>
   <translation>مدى تغيير ⁨{name}⁩ لنموذجه</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>إبقاء</translation>
  </message>
  <message>
   <source>Let Alcove choose</source>
   <translation>ترك الاختيار لـ Alcove</translation>
  </message>
  <message>
   <source>Let Alcove choose instead of {name}</source>
   <translation>ترك الاختيار لـ Alcove بدلًا من ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Make a smaller model of {name}</source>
   <translation>صنع نموذج أصغر من ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Measure how fast {name} is</source>
   <translation>قياس سرعة ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Not for minutes</source>
   <translation>ليس للمحاضر</translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation>إزالة ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>القوة</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>استخدام</translation>
  </message>
  <message>
   <source>Use for minutes</source>
   <translation>استخدام للمحاضر</translation>
  </message>
  <message>
   <source>Use {name}</source>
   <translation>استخدام ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Use {name} for minutes only</source>
   <translation>استخدام ⁨{name}⁩ للمحاضر فقط</translation>
  </message>
  <message>
   <source>Verify {name}</source>
   <translation>التحقّق من ⁨{name}⁩</translation>
  </message>
 </context>
 <context>
  <name>ModelsView</name>
  <message>
   <source>Every model file is the one its checksum names.</source>
   <translation>كل ملف نموذج هو الذي تسمّيه بصمته.</translation>
  </message>
  <message>
   <source>Import a model file</source>
   <translation>استيراد ملف نموذج</translation>
  </message>
  <message>
   <source>Import…</source>
   <translation>استيراد…</translation>
  </message>
  <message>
   <source>In a terminal, in Alcove's folder, or where it is installed:</source>
   <translation>في طرفية، في مجلد Alcove أو حيث ثُبّت:</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>النماذج</translation>
  </message>
  <message>
   <source>Monitor…</source>
   <translation>المراقبة…</translation>
  </message>
  <message>
   <source>More models</source>
   <translation>نماذج أخرى</translation>
  </message>
  <message>
   <source>The model was imported.</source>
   <translation>استُورد النموذج.</translation>
  </message>
  <message>
   <source>They run on this computer alone. A file whose checksum is wrong is never loaded.</source>
   <translation>تعمل على هذا الحاسوب وحده. لا يُحمَّل أبدًا ملف بصمته خاطئة.</translation>
  </message>
  <message>
   <source>Use it</source>
   <translation>استخدامه</translation>
  </message>
  <message>
   <source>Verify all</source>
   <translation>التحقق من الكل</translation>
  </message>
  <message>
   <source>Waiting for its turn…</source>
   <translation>في انتظار الدور…</translation>
  </message>
 </context>
 <context>
  <name>MonitorDialog</name>
  <message>
   <source>Answers</source>
   <translation>الإجابات</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>إغلاق</translation>
  </message>
  <message>
   <source>Monitor</source>
   <translation>المراقبة</translation>
  </message>
  <message>
   <source>No answer was written since Alcove was started.</source>
   <translation>لم تُكتب أي إجابة منذ تشغيل Alcove.</translation>
  </message>
 </context>
 <context>
  <name>OffersPopup</name>
  <message>
   <source>Suggestions</source>
   <translation>اقتراحات</translation>
  </message>
 </context>
 <context>
  <name>PackActions</name>
  <message>
   <source>Remove the knowledge pack “{title}” with all of its documents? It can be added again.</source>
   <translation>هل تريد إزالة حزمة المعرفة «⁨{title}⁩» بكل مستنداتها؟ يمكن إضافتها من جديد.</translation>
  </message>
  <message>
   <source>This knowledge pack is opened with the password of whoever made it.</source>
   <translation>تُفتح حزمة المعرفة هذه بكلمة مرور من صنعها.</translation>
  </message>
 </context>
 <context>
  <name>Palette</name>
  <message>
   <source>Action</source>
   <translation>إجراء</translation>
  </message>
  <message>
   <source>Conversation</source>
   <translation>محادثة</translation>
  </message>
  <message>
   <source>Document</source>
   <translation>المستند</translation>
  </message>
  <message>
   <source>Find anything</source>
   <translation>البحث عن أي شيء</translation>
  </message>
  <message>
   <source>Find conversations, documents, meetings, settings, actions</source>
   <translation>البحث عن محادثات ومستندات واجتماعات وإعدادات وإجراءات</translation>
  </message>
  <message>
   <source>Found</source>
   <translation>ما عُثر عليه</translation>
  </message>
  <message>
   <source>Go to</source>
   <translation>انتقال إلى</translation>
  </message>
  <message>
   <source>Meeting</source>
   <translation>اجتماع</translation>
  </message>
  <message>
   <source>Nothing is called so.</source>
   <translation>لا شيء بهذا الاسم.</translation>
  </message>
  <message>
   <source>Saved question</source>
   <translation>سؤال محفوظ</translation>
  </message>
  <message>
   <source>Setting</source>
   <translation>إعداد</translation>
  </message>
 </context>
 <context>
  <name>PassphraseField</name>
  <message>
   <source>Show the passphrase</source>
   <translation>إظهار عبارة المرور</translation>
  </message>
 </context>
 <context>
  <name>PassphraseFields</name>
  <message>
   <source>At least {count} characters</source>
   <translation>‏⁨{count}⁩ محرفًا على الأقل</translation>
  </message>
  <message>
   <source>Fair: add a word or two</source>
   <translation>متوسطة: أضف كلمة أو كلمتين</translation>
  </message>
  <message>
   <source>Good</source>
   <translation>جيدة</translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation>عبارة المرور</translation>
  </message>
  <message>
   <source>Strength of the passphrase</source>
   <translation>قوة عبارة المرور</translation>
  </message>
  <message>
   <source>Strong</source>
   <translation>قوية</translation>
  </message>
  <message>
   <source>The same passphrase again</source>
   <translation>عبارة المرور نفسها مرة أخرى</translation>
  </message>
  <message>
   <source>The two are not the same</source>
   <translation>العبارتان غير متطابقتين</translation>
  </message>
  <message>
   <source>Weak: easy to guess</source>
   <translation>ضعيفة: يسهل تخمينها</translation>
  </message>
 </context>
 <context>
  <name>PassphraseForm</name>
  <message>
   <source>Cancel</source>
   <translation>إلغاء</translation>
  </message>
  <message>
   <source>Set the passphrase</source>
   <translation>تعيين عبارة المرور</translation>
  </message>
  <message>
   <source>The present passphrase</source>
   <translation>عبارة المرور الحالية</translation>
  </message>
 </context>
 <context>
  <name>PasswordDialog</name>
  <message>
   <source>Enter the password</source>
   <translation>إدخال كلمة المرور</translation>
  </message>
  <message>
   <source>It is kept encrypted in your vault, so that changes of the file can be read without asking.</source>
   <translation>تُحفظ مشفّرة في خزنتك، كي تُقرأ تغييرات الملف دون سؤال.</translation>
  </message>
  <message>
   <source>Password of {name}</source>
   <translation>كلمة مرور ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Unlock</source>
   <translation>فتح القفل</translation>
  </message>
 </context>
 <context>
  <name>PhotoPane</name>
  <message>
   <source>Another photo</source>
   <translation>صورة أخرى</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>إلغاء</translation>
  </message>
  <message>
   <source>Choose a photo…</source>
   <translation>اختيار صورة…</translation>
  </message>
  <message>
   <source>Collection of the note</source>
   <translation>مجموعة الملاحظة</translation>
  </message>
  <message>
   <source>Newest photo</source>
   <translation>أحدث صورة</translation>
  </message>
  <message>
   <source>Note from a photo</source>
   <translation>ملاحظة من صورة</translation>
  </message>
  <message>
   <source>Nothing was read in it; write what is to be found.</source>
   <translation>لم يُقرأ فيها شيء؛ اكتب ما ينبغي العثور عليه.</translation>
  </message>
  <message>
   <source>Paste</source>
   <translation>لصق</translation>
  </message>
  <message>
   <source>Reading the photo…</source>
   <translation>تجري قراءة الصورة…</translation>
  </message>
  <message>
   <source>Save into</source>
   <translation>الحفظ في</translation>
  </message>
  <message>
   <source>Save the note</source>
   <translation>حفظ الملاحظة</translation>
  </message>
  <message>
   <source>Text of the note</source>
   <translation>نص الملاحظة</translation>
  </message>
  <message>
   <source>The photo taken last is read, and its text kept as a note beside it. Nothing leaves this computer.</source>
   <translation>تُقرأ آخر صورة التُقطت، ويُحفظ نصها ملاحظةً بجانبها. لا يغادر شيء هذا الحاسوب.</translation>
  </message>
 </context>
 <context>
  <name>PhotoView</name>
  <message>
   <source>Choose a photo</source>
   <translation>اختيار صورة</translation>
  </message>
  <message>
   <source>Pasted picture</source>
   <translation>صورة ملصقة</translation>
  </message>
  <message>
   <source>Picture: {name}</source>
   <translation>صورة: ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Pictures ({endings})</source>
   <translation>صور (⁨{endings}⁩)</translation>
  </message>
  <message>
   <source>Saved as a note in “{collection}”.</source>
   <translation>حُفظت ملاحظةً في «⁨{collection}⁩».</translation>
  </message>
  <message>
   <source>Taken on {when} at {where}</source>
   <translation>التُقطت في ⁨{when}⁩ عند ⁨{where}⁩</translation>
  </message>
  <message>
   <source>Taken: {what}</source>
   <translation>التُقطت: ⁨{what}⁩</translation>
  </message>
  <message>
   <source>There is no picture in the clipboard; copy one first.</source>
   <translation>لا توجد صورة في الحافظة؛ انسخ واحدة أولًا.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>تراجع</translation>
  </message>
 </context>
 <context>
  <name>PictureActions</name>
  <message>
   <source>Attach pictures</source>
   <translation>إرفاق صور</translation>
  </message>
  <message>
   <source>Pictures ({endings})</source>
   <translation>صور (⁨{endings}⁩)</translation>
  </message>
 </context>
 <context>
  <name>PictureDialog</name>
  <message>
   <source>Close</source>
   <translation>إغلاق</translation>
  </message>
  <message>
   <source>Picture: {name}</source>
   <translation>صورة: ⁨{name}⁩</translation>
  </message>
 </context>
 <context>
  <name>PictureStrip</name>
  <message>
   <source>Opens it larger</source>
   <translation>يفتحها بحجم أكبر</translation>
  </message>
  <message>
   <source>Picture: {name}</source>
   <translation>صورة: ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation>إزالة ⁨{name}⁩</translation>
  </message>
 </context>
 <context>
  <name>PlayerBar</name>
  <message>
   <source>Mute</source>
   <translation>كتم الصوت</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>إيقاف مؤقت</translation>
  </message>
  <message>
   <source>Place in the recording</source>
   <translation>الموضع في التسجيل</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>تشغيل</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>السرعة</translation>
  </message>
  <message>
   <source>Three seconds back</source>
   <translation>ثلاث ثوانٍ إلى الوراء</translation>
  </message>
  <message>
   <source>Volume</source>
   <translation>مستوى الصوت</translation>
  </message>
 </context>
 <context>
  <name>PrivacyView</name>
  <message>
   <source>AES-256: the database with SQLCipher, files beside it with AES-GCM. Search vectors too.</source>
   <translation>‏AES-256: قاعدة البيانات بـ SQLCipher، والملفات بجانبها بـ AES-GCM، ومتجهات البحث كذلك.</translation>
  </message>
  <message>
   <source>Audit log</source>
   <translation>سجل التدقيق</translation>
  </message>
  <message>
   <source>Encryption</source>
   <translation>التشفير</translation>
  </message>
  <message>
   <source>Erases the voice, and the name wherever it says who spoke or is to do something. Documents and meetings are forgotten from their own lists.</source>
   <translation>يمحو الصوت، والاسم حيثما ذُكر من تكلّم أو من عليه فعل شيء. أما المستندات والاجتماعات فتُنسى من قوائمها.</translation>
  </message>
  <message>
   <source>Forget a person</source>
   <translation>نسيان شخص</translation>
  </message>
  <message>
   <source>Forget {name} for good? What others said or wrote about them stays.</source>
   <translation>هل تريد نسيان ⁨{name}⁩ نهائيًا؟ يبقى ما قاله الآخرون أو كتبوه عنه.</translation>
  </message>
  <message>
   <source>Forget…</source>
   <translation>نسيان…</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>المفتاح</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>النماذج</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>الاسم</translation>
  </message>
  <message>
   <source>Name of the person to forget</source>
   <translation>اسم الشخص المراد نسيانه</translation>
  </message>
  <message>
   <source>Nothing: no telemetry, no updates, no accounts.</source>
   <translation>لا شيء: لا قياس عن بُعد ولا تحديثات ولا حسابات.</translation>
  </message>
  <message>
   <source>Other programs</source>
   <translation>برامج أخرى</translation>
  </message>
  <message>
   <source>Policy</source>
   <translation>السياسة</translation>
  </message>
  <message>
   <source>Privacy</source>
   <translation>الخصوصية</translation>
  </message>
  <message>
   <source>Proof</source>
   <translation>البرهان</translation>
  </message>
  <message>
   <source>Sent elsewhere</source>
   <translation>المرسَل إلى الخارج</translation>
  </message>
  <message>
   <source>Try to get out</source>
   <translation>محاولة الخروج</translation>
  </message>
  <message>
   <source>Vault</source>
   <translation>الخزنة</translation>
  </message>
  <message>
   <source>Verify</source>
   <translation>تحقّق</translation>
  </message>
  <message>
   <source>Where everything is</source>
   <translation>أين يوجد كل شيء</translation>
  </message>
  <message>
   <source>{folder} (not encrypted: they hold nothing of yours)</source>
   <translation>‏⁨{folder}⁩ (غير مشفّرة: ليس فيها شيء يخصك)</translation>
  </message>
  <message>
   <source>{folder} ({size})</source>
   <translation>‏⁨{folder}⁩ (⁨{size}⁩)</translation>
  </message>
 </context>
 <context>
  <name>ProgressRow</name>
  <message>
   <source>Cancel</source>
   <translation>إلغاء</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>إيقاف مؤقت</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>استئناف</translation>
  </message>
 </context>
 <context>
  <name>QueuePane</name>
  <message>
   <source>Earlier (Alt+Up)</source>
   <translation>أبكر (Alt+سهم لأعلى)</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>متابعة</translation>
  </message>
  <message>
   <source>Later (Alt+Down)</source>
   <translation>لاحقًا (Alt+سهم لأسفل)</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>جارٍ الفتح…</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>إيقاف مؤقت</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>متوقف مؤقتًا</translation>
  </message>
  <message>
   <source>Recordings to transcribe</source>
   <translation>تسجيلات للتفريغ</translation>
  </message>
  <message>
   <source>Take out of the queue</source>
   <translation>إخراج من قائمة الانتظار</translation>
  </message>
  <message>
   <source>To transcribe</source>
   <translation>للتفريغ</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>إعادة المحاولة</translation>
  </message>
  <message>
   <source>Waiting for its turn</source>
   <translation>في انتظار الدور</translation>
  </message>
  <message>
   <source>{percent} done</source>
   <translation>أُنجز ⁨{percent}⁩</translation>
  </message>
 </context>
 <context>
  <name>Rail</name>
  <message>
   <source>Places</source>
   <translation>الأماكن</translation>
  </message>
 </context>
 <context>
  <name>RecorderBar</name>
  <message>
   <source>Computer</source>
   <translation>الحاسوب</translation>
  </message>
  <message>
   <source>Level of the computer</source>
   <translation>مستوى صوت الحاسوب</translation>
  </message>
  <message>
   <source>Level of the microphone</source>
   <translation>مستوى صوت الميكروفون</translation>
  </message>
  <message>
   <source>Meeting {time}</source>
   <translation>اجتماع ⁨{time}⁩</translation>
  </message>
  <message>
   <source>Microphone</source>
   <translation>الميكروفون</translation>
  </message>
  <message>
   <source>Nothing is heard from the microphone. Is it muted, or the wrong one?</source>
   <translation>لا يُسمع شيء من الميكروفون. هل هو مكتوم، أم ليس الصحيح؟</translation>
  </message>
  <message>
   <source>Nothing was heard from the computer so far.</source>
   <translation>لم يُسمع شيء من الحاسوب حتى الآن.</translation>
  </message>
  <message>
   <source>Pause the recording</source>
   <translation>إيقاف التسجيل مؤقتًا</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>تسجيل</translation>
  </message>
  <message>
   <source>Record a meeting</source>
   <translation>تسجيل اجتماع</translation>
  </message>
  <message>
   <source>Recorder</source>
   <translation>المسجّل</translation>
  </message>
  <message>
   <source>Recording</source>
   <translation>تسجيل جارٍ</translation>
  </message>
  <message>
   <source>Recording: {time}</source>
   <translation>تسجيل: ⁨{time}⁩</translation>
  </message>
  <message>
   <source>Room for {hours} h</source>
   <translation>يتسع لـ ⁨{hours}⁩ س</translation>
  </message>
  <message>
   <source>Room for {minutes} min</source>
   <translation>يتسع لـ ⁨{minutes}⁩ د</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>جارٍ البدء…</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>إيقاف</translation>
  </message>
  <message numerus="yes">
   <source>The disk is almost full: make room, or the recording ends, and is kept, in about %n minute(s).</source>
   <translation>
    <numerusform>القرص ممتلئ تقريبًا: أفرغ مساحة وإلا انتهى التسجيل، مع الاحتفاظ به، الآن.</numerusform>
    <numerusform>القرص ممتلئ تقريبًا: أفرغ مساحة وإلا انتهى التسجيل، مع الاحتفاظ به، بعد نحو دقيقة.</numerusform>
    <numerusform>القرص ممتلئ تقريبًا: أفرغ مساحة وإلا انتهى التسجيل، مع الاحتفاظ به، بعد نحو دقيقتين.</numerusform>
    <numerusform>القرص ممتلئ تقريبًا: أفرغ مساحة وإلا انتهى التسجيل، مع الاحتفاظ به، بعد نحو %Ln دقائق.</numerusform>
    <numerusform>القرص ممتلئ تقريبًا: أفرغ مساحة وإلا انتهى التسجيل، مع الاحتفاظ به، بعد نحو %Ln دقيقة.</numerusform>
    <numerusform>القرص ممتلئ تقريبًا: أفرغ مساحة وإلا انتهى التسجيل، مع الاحتفاظ به، بعد نحو %Ln دقيقة.</numerusform>
   </translation>
  </message>
  <message>
   <source>The sound of this meeting was erased; there is nothing left to transcribe.</source>
   <translation>مُحي صوت هذا الاجتماع؛ لم يبقَ ما يُفرَّغ.</translation>
  </message>
  <message>
   <source>There is no microphone; connect one, and the recording goes on with it.</source>
   <translation>لا يوجد ميكروفون؛ صِل واحدًا فيستمر التسجيل به.</translation>
  </message>
  <message>
   <source>{time}, paused</source>
   <translation>‏⁨{time}⁩، متوقف مؤقتًا</translation>
  </message>
 </context>
 <context>
  <name>RecoveryKeyBox</name>
  <message>
   <source>Copy</source>
   <translation>نسخ</translation>
  </message>
  <message>
   <source>Recovery key {key}</source>
   <translation>مفتاح الاسترداد ⁨{key}⁩</translation>
  </message>
  <message>
   <source>Save the recovery key</source>
   <translation>حفظ مفتاح الاسترداد</translation>
  </message>
  <message>
   <source>Saved to {path}</source>
   <translation>حُفظ في ⁨{path}⁩</translation>
  </message>
  <message>
   <source>Save…</source>
   <translation>حفظ…</translation>
  </message>
  <message>
   <source>Text (*.txt)</source>
   <translation>نص (*.txt)</translation>
  </message>
 </context>
 <context>
  <name>RecoveryPage</name>
  <message>
   <source>I have put this key in a safe place</source>
   <translation>وضعت هذا المفتاح في مكان آمن</translation>
  </message>
  <message>
   <source>If the passphrase is forgotten or the keyring is lost, this key is the only other way into the vault. It is shown this once. Print it or write it down, and keep it away from this computer.</source>
   <translation>إن نُسيت عبارة المرور أو ضاعت حلقة المفاتيح، فهذا المفتاح هو السبيل الآخر الوحيد إلى الخزنة. يُعرض هذه المرة فقط. اطبعه أو اكتبه، واحفظه بعيدًا عن هذا الحاسوب.</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>بدء</translation>
  </message>
  <message>
   <source>Your recovery key</source>
   <translation>مفتاح الاسترداد الخاص بك</translation>
  </message>
 </context>
 <context>
  <name>RenameField</name>
  <message>
   <source>New name</source>
   <translation>اسم جديد</translation>
  </message>
 </context>
 <context>
  <name>RestoreForm</name>
  <message>
   <source>Back up what is here now first, to {folder}</source>
   <translation>نسخ ما هنا الآن احتياطيًا أولًا إلى ⁨{folder}⁩</translation>
  </message>
  <message>
   <source>Backups</source>
   <translation>النسخ الاحتياطية</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>إلغاء</translation>
  </message>
  <message>
   <source>Documents: {documents}, meetings: {meetings}, conversations: {conversations}.</source>
   <translation>المستندات: ⁨{documents}⁩، الاجتماعات: ⁨{meetings}⁩، المحادثات: ⁨{conversations}⁩.</translation>
  </message>
  <message>
   <source>It opens with the passphrase that its vault had when it was made.</source>
   <translation>تُفتح بعبارة المرور التي كانت لخزنتها حين أُنشئت.</translation>
  </message>
  <message>
   <source>It opens with the recovery key that its vault had when it was made.</source>
   <translation>تُفتح بمفتاح الاسترداد الذي كان لخزنتها حين أُنشئت.</translation>
  </message>
  <message>
   <source>Look into it</source>
   <translation>النظر فيها</translation>
  </message>
  <message>
   <source>Looking into it…</source>
   <translation>جارٍ النظر فيها…</translation>
  </message>
  <message>
   <source>Made on {day} by Alcove {version}, {size}.</source>
   <translation>أُنشئت في ⁨{day}⁩ بواسطة Alcove ⁨{version}⁩، ⁨{size}⁩.</translation>
  </message>
  <message>
   <source>Passphrase of the backup</source>
   <translation>عبارة مرور النسخة الاحتياطية</translation>
  </message>
  <message>
   <source>Recovery key of the backup</source>
   <translation>مفتاح استرداد النسخة الاحتياطية</translation>
  </message>
  <message>
   <source>Restore a backup</source>
   <translation>استعادة نسخة احتياطية</translation>
  </message>
  <message>
   <source>Restore it</source>
   <translation>استعادتها</translation>
  </message>
  <message>
   <source>Restoring…</source>
   <translation>جارٍ الاستعادة…</translation>
  </message>
  <message>
   <source>Use the passphrase</source>
   <translation>استخدام عبارة المرور</translation>
  </message>
  <message>
   <source>Use the recovery key</source>
   <translation>استخدام مفتاح الاسترداد</translation>
  </message>
  <message>
   <source>What is here now gives way to it when Alcove starts the next time. Until then nothing changes.</source>
   <translation>سيفسح ما هنا الآن المجال لها عند تشغيل Alcove في المرة القادمة. وحتى ذلك الحين لا يتغير شيء.</translation>
  </message>
 </context>
 <context>
  <name>RowWriter</name>
  <message>
   <source>Open source {n}</source>
   <translation>فتح المصدر ⁨{n}⁩</translation>
  </message>
  <message>
   <source>not supported by your documents</source>
   <translation>غير مدعوم في مستنداتك</translation>
  </message>
  <message>
   <source>only partly supported by your documents</source>
   <translation>مدعوم جزئيًا فقط في مستنداتك</translation>
  </message>
 </context>
 <context>
  <name>SampleActions</name>
  <message>
   <source>How often are flares replaced?</source>
   <translation>كم مرة تُستبدل الشعلات الضوئية؟</translation>
  </message>
  <message>
   <source>Reading the sample documents</source>
   <translation>جارٍ قراءة مستندات الأمثلة</translation>
  </message>
  <message>
   <source>The sample documents and the conversations about them were removed.</source>
   <translation>أُزيلت مستندات الأمثلة والمحادثات حولها.</translation>
  </message>
  <message>
   <source>The sample documents were removed.</source>
   <translation>أُزيلت مستندات الأمثلة.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>تراجع</translation>
  </message>
 </context>
 <context>
  <name>SavedList</name>
  <message numerus="yes">
   <source>%n document(s) changed since</source>
   <translation>
    <numerusform>لم يتغير أي مستند منذئذ</numerusform>
    <numerusform>تغيّر مستند واحد منذئذ</numerusform>
    <numerusform>تغيّر مستندان منذئذ</numerusform>
    <numerusform>تغيّرت %Ln مستندات منذئذ</numerusform>
    <numerusform>تغيّر %Ln مستندًا منذئذ</numerusform>
    <numerusform>تغيّر %Ln مستند منذئذ</numerusform>
   </translation>
  </message>
  <message>
   <source>Answered {moment}</source>
   <translation>أُجيب عنه: ⁨{moment}⁩</translation>
  </message>
  <message>
   <source>Answering…</source>
   <translation>تجري الإجابة…</translation>
  </message>
  <message>
   <source>Ask again</source>
   <translation>طرحه من جديد</translation>
  </message>
  <message>
   <source>Ask all of them again</source>
   <translation>طرحها كلها من جديد</translation>
  </message>
  <message>
   <source>Could not be answered</source>
   <translation>تعذّرت الإجابة عنه</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>حذف</translation>
  </message>
  <message>
   <source>May be answered otherwise now</source>
   <translation>قد تختلف الإجابة الآن</translation>
  </message>
  <message>
   <source>Not answered yet</source>
   <translation>لم يُجَب عنه بعد</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>إعادة تسمية</translation>
  </message>
  <message>
   <source>Saved questions</source>
   <translation>الأسئلة المحفوظة</translation>
  </message>
  <message>
   <source>Search saved questions</source>
   <translation>البحث في الأسئلة المحفوظة</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>في الانتظار</translation>
  </message>
 </context>
 <context>
  <name>SavedPane</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>لا مستندات</numerusform>
    <numerusform>مستند واحد</numerusform>
    <numerusform>مستندان</numerusform>
    <numerusform>%Ln مستندات</numerusform>
    <numerusform>%Ln مستندًا</numerusform>
    <numerusform>%Ln مستند</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n document(s) it asks came or changed since.</source>
   <translation>
    <numerusform>لم يأتِ أو يتغير أي مستند يسأله منذئذ.</numerusform>
    <numerusform>أتى أو تغيّر منذئذ مستند واحد مما يسأله.</numerusform>
    <numerusform>أتى أو تغيّر منذئذ مستندان مما يسأله.</numerusform>
    <numerusform>أتت أو تغيّرت منذئذ %Ln مستندات مما يسأله.</numerusform>
    <numerusform>أتى أو تغيّر منذئذ %Ln مستندًا مما يسأله.</numerusform>
    <numerusform>أتى أو تغيّر منذئذ %Ln مستند مما يسأله.</numerusform>
   </translation>
  </message>
  <message>
   <source>All documents</source>
   <translation>كل المستندات</translation>
  </message>
  <message>
   <source>Answered {moment}</source>
   <translation>أُجيب عنه: ⁨{moment}⁩</translation>
  </message>
  <message>
   <source>Ask a question</source>
   <translation>طرح سؤال</translation>
  </message>
  <message>
   <source>Ask again</source>
   <translation>طرحه من جديد</translation>
  </message>
  <message>
   <source>Ask further…</source>
   <translation>متابعة السؤال…</translation>
  </message>
  <message>
   <source>Ask now</source>
   <translation>طرحه الآن</translation>
  </message>
  <message>
   <source>Best passages</source>
   <translation>أفضل المقاطع</translation>
  </message>
  <message>
   <source>Everything is read</source>
   <translation>يُقرأ كل شيء</translation>
  </message>
  <message>
   <source>It says what the answer before said.</source>
   <translation>تقول ما قالته الإجابة السابقة.</translation>
  </message>
  <message>
   <source>It would be answered by another model now: {name}.</source>
   <translation>سيجيب عنه الآن نموذج آخر: ⁨{name}⁩.</translation>
  </message>
  <message>
   <source>New source: {title}</source>
   <translation>مصدر جديد: ⁨{title}⁩</translation>
  </message>
  <message>
   <source>No documents</source>
   <translation>دون مستندات</translation>
  </message>
  <message>
   <source>No longer a source: {title}</source>
   <translation>لم يعد مصدرًا: ⁨{title}⁩</translation>
  </message>
  <message>
   <source>No longer in the library: {titles}.</source>
   <translation>لم يعد في المكتبة: ⁨{titles}⁩.</translation>
  </message>
  <message>
   <source>No longer: {text}</source>
   <translation>لم يعد: ⁨{text}⁩</translation>
  </message>
  <message>
   <source>No saved questions yet</source>
   <translation>لا أسئلة محفوظة بعد</translation>
  </message>
  <message>
   <source>Not answered yet</source>
   <translation>لم يُجَب عنه بعد</translation>
  </message>
  <message>
   <source>Now: {text}</source>
   <translation>الآن: ⁨{text}⁩</translation>
  </message>
  <message>
   <source>Put the question into the composer of a new conversation</source>
   <translation>وضع السؤال في محرر محادثة جديدة</translation>
  </message>
  <message>
   <source>Save a question below its answer, and ask it again whenever documents or models have changed: you will see what is said differently.</source>
   <translation>احفظ سؤالًا أسفل إجابته، واطرحه من جديد متى تغيّرت المستندات أو النماذج: سترى ما يُقال على نحو مختلف.</translation>
  </message>
  <message>
   <source>Saved question</source>
   <translation>سؤال محفوظ</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>إيقاف</translation>
  </message>
  <message>
   <source>The answer before was given by {name}.</source>
   <translation>الإجابة السابقة قدّمها ⁨{name}⁩.</translation>
  </message>
  <message>
   <source>What changed</source>
   <translation>ما الذي تغيّر</translation>
  </message>
 </context>
 <context>
  <name>SavedView</name>
  <message>
   <source>Copied.</source>
   <translation>تم النسخ.</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>حذف</translation>
  </message>
  <message>
   <source>Delete the saved question “{name}” with all its answers?</source>
   <translation>هل تريد حذف السؤال المحفوظ «⁨{name}⁩» بكل إجاباته؟</translation>
  </message>
 </context>
 <context>
  <name>ScopeBar</name>
  <message numerus="yes">
   <source>%n document(s)</source>
   <translation>
    <numerusform>لا مستندات</numerusform>
    <numerusform>مستند واحد</numerusform>
    <numerusform>مستندان</numerusform>
    <numerusform>%Ln مستندات</numerusform>
    <numerusform>%Ln مستندًا</numerusform>
    <numerusform>%Ln مستند</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>, %n not in the library</source>
   <translation>
    <numerusform>، ولا شيء خارج المكتبة</numerusform>
    <numerusform>، وواحد ليس في المكتبة</numerusform>
    <numerusform>، واثنان ليسا في المكتبة</numerusform>
    <numerusform>، و%Ln ليست في المكتبة</numerusform>
    <numerusform>، و%Ln ليست في المكتبة</numerusform>
    <numerusform>، و%Ln ليست في المكتبة</numerusform>
   </translation>
  </message>
  <message>
   <source>All documents</source>
   <translation>كل المستندات</translation>
  </message>
  <message>
   <source>Answer from: {reach}</source>
   <translation>الإجابة من: ⁨{reach}⁩</translation>
  </message>
  <message>
   <source>As the question needs</source>
   <translation>بحسب حاجة السؤال</translation>
  </message>
  <message>
   <source>Author: {name}</source>
   <translation>المؤلف: ⁨{name}⁩</translation>
  </message>
  <message>
   <source>Before {date}</source>
   <translation>قبل ⁨{date}⁩</translation>
  </message>
  <message>
   <source>Best passages</source>
   <translation>أفضل المقاطع</translation>
  </message>
  <message>
   <source>Chosen documents</source>
   <translation>مستندات مختارة</translation>
  </message>
  <message>
   <source>Everything</source>
   <translation>كل شيء</translation>
  </message>
  <message>
   <source>Everything: summaries, lists, counts</source>
   <translation>كل شيء: ملخصات وقوائم وأعداد</translation>
  </message>
  <message>
   <source>Folder: {name}</source>
   <translation>المجلد: ⁨{name}⁩</translation>
  </message>
  <message>
   <source>From {date}</source>
   <translation>من ⁨{date}⁩</translation>
  </message>
  <message>
   <source>How much is read</source>
   <translation>مقدار ما يُقرأ</translation>
  </message>
  <message>
   <source>Limit by type, folder, author or date…</source>
   <translation>التقييد بالنوع أو المجلد أو المؤلف أو التاريخ…</translation>
  </message>
  <message>
   <source>Limited to {text}; press to remove</source>
   <translation>مقيّد بـ ⁨{text}⁩؛ اضغط للإزالة</translation>
  </message>
  <message>
   <source>No documents</source>
   <translation>دون مستندات</translation>
  </message>
  <message>
   <source>Not in the library: {title}</source>
   <translation>ليس في المكتبة: ⁨{title}⁩</translation>
  </message>
  <message>
   <source>Searched: {scope}</source>
   <translation>البحث في: ⁨{scope}⁩</translation>
  </message>
  <message>
   <source>Type: {type}</source>
   <translation>النوع: ⁨{type}⁩</translation>
  </message>
  <message>
   <source>What is searched</source>
   <translation>ما يُبحث فيه</translation>
  </message>
 </context>
 <context>
  <name>SecuritySection</name>
  <message>
   <source>Change…</source>
   <translation>تغيير…</translation>
  </message>
  <message>
   <source>From now on the vault opens with the new passphrase.</source>
   <translation>من الآن تُفتح الخزنة بعبارة المرور الجديدة.</translation>
  </message>
  <message>
   <source>Make a new one</source>
   <translation>إنشاء مفتاح جديد</translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation>عبارة المرور</translation>
  </message>
  <message>
   <source>Recovery key</source>
   <translation>مفتاح الاسترداد</translation>
  </message>
  <message>
   <source>Security</source>
   <translation>الأمان</translation>
  </message>
  <message>
   <source>The old one stops working at once. The new one is shown this once.</source>
   <translation>يتوقف القديم عن العمل فورًا. يُعرض الجديد هذه المرة فقط.</translation>
  </message>
  <message>
   <source>What the vault asks for when Alcove starts. Nothing in it is written anew.</source>
   <translation>ما تطلبه الخزنة عند تشغيل Alcove. لا يُكتب شيء فيها من جديد.</translation>
  </message>
 </context>
 <context>
  <name>SegmentField</name>
  <message>
   <source>Text of this segment</source>
   <translation>نص هذا الجزء</translation>
  </message>
 </context>
 <context>
  <name>SegmentMenu</name>
  <message>
   <source>Correct</source>
   <translation>تصحيح</translation>
  </message>
  <message>
   <source>Delete the selected segments</source>
   <translation>حذف الأجزاء المحددة</translation>
  </message>
  <message>
   <source>Delete this segment</source>
   <translation>حذف هذا الجزء</translation>
  </message>
  <message>
   <source>From here on</source>
   <translation>من هنا فصاعدًا</translation>
  </message>
  <message>
   <source>Merge with the next</source>
   <translation>دمج مع التالي</translation>
  </message>
  <message>
   <source>Only here</source>
   <translation>هنا فقط</translation>
  </message>
  <message>
   <source>Play from here</source>
   <translation>تشغيل من هنا</translation>
  </message>
  <message>
   <source>Rename {speaker} everywhere…</source>
   <translation>إعادة تسمية ⁨{speaker}⁩ في كل مكان…</translation>
  </message>
  <message>
   <source>Somebody else…</source>
   <translation>شخص آخر…</translation>
  </message>
  <message>
   <source>Speaker</source>
   <translation>المتحدث</translation>
  </message>
  <message>
   <source>Speaker of the selected segments</source>
   <translation>متحدث الأجزاء المحددة</translation>
  </message>
 </context>
 <context>
  <name>SegmentPainter</name>
  <message>
   <source>several speak at once</source>
   <translation>عدة أشخاص يتكلمون معًا</translation>
  </message>
  <message>
   <source>times may be off</source>
   <translation>قد تكون الأوقات غير دقيقة</translation>
  </message>
 </context>
 <context>
  <name>SegmentsView</name>
  <message>
   <source>Transcript</source>
   <translation>النص المفرَّغ</translation>
  </message>
 </context>
 <context>
  <name>ServingSign</name>
  <message>
   <source>Other programs can ask Alcove at {where}. Click to stop.</source>
   <translation>يمكن لبرامج أخرى سؤال Alcove على ⁨{where}⁩. انقر للإيقاف.</translation>
  </message>
  <message>
   <source>Other programs can ask Alcove; stop</source>
   <translation>يمكن لبرامج أخرى سؤال Alcove؛ إيقاف</translation>
  </message>
  <message>
   <source>Other programs can no longer ask Alcove.</source>
   <translation>لم يعد بإمكان برامج أخرى سؤال Alcove.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>تراجع</translation>
  </message>
  <message>
   <source>● Serving</source>
   <translation>● يخدم</translation>
  </message>
 </context>
 <context>
  <name>Session</name>
  <message>
   <source>Opened with the recovery key. Set a passphrase you remember.</source>
   <translation>فُتحت بمفتاح الاسترداد. عيّن عبارة مرور تتذكرها.</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>الإعدادات</translation>
  </message>
 </context>
 <context>
  <name>SettingsView</name>
  <message>
   <source>Back to the default</source>
   <translation>العودة إلى الافتراضي</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>الإعدادات</translation>
  </message>
  <message>
   <source>They are kept in your vault and apply at once.</source>
   <translation>تُحفظ في خزنتك وتسري فورًا.</translation>
  </message>
  <message>
   <source>{name}: back to the default</source>
   <translation>‏⁨{name}⁩: العودة إلى الافتراضي</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>Action</source>
   <translation>إجراء</translation>
  </message>
  <message>
   <source>All back to the default</source>
   <translation>إعادة الكل إلى الافتراضي</translation>
  </message>
  <message>
   <source>Back to the default</source>
   <translation>العودة إلى الافتراضي</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>إغلاق</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>اختصارات لوحة المفاتيح</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>المفاتيح</translation>
  </message>
  <message>
   <source>Keys of the chosen action</source>
   <translation>مفاتيح الإجراء المختار</translation>
  </message>
  <message>
   <source>None; {keys} is “{what}”</source>
   <translation>بلا مفاتيح؛ ⁨{keys}⁩ مخصص لـ«⁨{what}⁩»</translation>
  </message>
  <message>
   <source>These keys are needed to type; take some with Ctrl or Alt, or F1 to F12.</source>
   <translation>هذه المفاتيح لازمة للكتابة؛ خذ مفاتيح مع Ctrl أو Alt، أو من F1 إلى F12.</translation>
  </message>
  <message>
   <source>These keys bring Alcove to the front from anywhere; choose other keys.</source>
   <translation>هذه المفاتيح تُظهر Alcove من أي مكان؛ اختر مفاتيح أخرى.</translation>
  </message>
  <message>
   <source>These keys copy, paste or select; choose other keys.</source>
   <translation>هذه المفاتيح تنسخ أو تلصق أو تحدد؛ اختر مفاتيح أخرى.</translation>
  </message>
  <message>
   <source>These keys stand for “{what}” already; choose other keys.</source>
   <translation>هذه المفاتيح مخصصة بالفعل لـ«⁨{what}⁩»؛ اختر مفاتيح أخرى.</translation>
  </message>
 </context>
 <context>
  <name>SourcesPanel</name>
  <message>
   <source>Ask only this document</source>
   <translation>سؤال هذا المستند وحده</translation>
  </message>
  <message>
   <source>Close the sources</source>
   <translation>إغلاق المصادر</translation>
  </message>
  <message>
   <source>Sources</source>
   <translation>المصادر</translation>
  </message>
  <message>
   <source>Why these passages?</source>
   <translation>لماذا هذه المقاطع؟</translation>
  </message>
 </context>
 <context>
  <name>StartPage</name>
  <message>
   <source>A new version: your vault is copied before it is changed, {percent} %.</source>
   <translation>إصدار جديد: تُنسخ خزنتك قبل تغييرها، ⁨{percent}⁩ %.</translation>
  </message>
  <message>
   <source>Alcove</source>
   <translation>Alcove</translation>
  </message>
  <message>
   <source>Opening the vault…</source>
   <translation>جارٍ فتح الخزنة…</translation>
  </message>
 </context>
 <context>
  <name>TemplateDialog</name>
  <message>
   <source>Text of the template</source>
   <translation>نص القالب</translation>
  </message>
  <message>
   <source>The line after # is its name, and every ## begins a section. Below that, “kind:” is what goes into the section (summary, decisions, actions, questions or topic), “lines:” how many lines at most, “about:” the words a topic is known by, and “write:” what a model is told to write of a summary.</source>
   <translation>السطر الذي يلي # هو الاسم، وكل ## يبدأ قسماً. تحته يحدد «kind:» ما يدخل في القسم (summary ملخص، decisions قرارات، actions مهام، questions أسئلة مفتوحة، topic موضوع)، و«lines:» أقصى عدد للأسطر، و«about:» الكلمات التي يُعرف بها الموضوع، و«write:» ما يُطلب من النموذج أن يكتبه في الملخص.</translation>
  </message>
  <message>
   <source>What you wrote is not kept yet: save it, or cancel once more to drop it.</source>
   <translation>لم يُحفظ ما كتبته بعد: احفظه، أو ألغِ مرة أخرى للتخلي عنه.</translation>
  </message>
 </context>
 <context>
  <name>TemplateMenu</name>
  <message>
   <source>Change templates</source>
   <translation>تعديل القوالب</translation>
  </message>
  <message>
   <source>Decisions</source>
   <translation>القرارات</translation>
  </message>
  <message>
   <source>Edit a template</source>
   <translation>تعديل قالب</translation>
  </message>
  <message>
   <source>Edit this template…</source>
   <translation>تعديل هذا القالب…</translation>
  </message>
  <message>
   <source>New template</source>
   <translation>قالب جديد</translation>
  </message>
  <message>
   <source>New template…</source>
   <translation>قالب جديد…</translation>
  </message>
  <message>
   <source>Remove this template</source>
   <translation>إزالة هذا القالب</translation>
  </message>
  <message>
   <source>The template “{name}” was removed.</source>
   <translation>أُزيل القالب «⁨{name}⁩».</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>تراجع</translation>
  </message>
 </context>
 <context>
  <name>TextPages</name>
  <message>
   <source>Text of the page</source>
   <translation>نص الصفحة</translation>
  </message>
 </context>
 <context>
  <name>ThoughtFold</name>
  <message>
   <source>Thinking…</source>
   <translation>يفكّر…</translation>
  </message>
  <message>
   <source>What the model thought</source>
   <translation>ما فكّر فيه النموذج</translation>
  </message>
  <message>
   <source>What the model thought (not checked)</source>
   <translation>ما فكّر فيه النموذج (غير متحقَّق منه)</translation>
  </message>
 </context>
 <context>
  <name>Thread</name>
  <message>
   <source>Conversation</source>
   <translation>محادثة</translation>
  </message>
  <message>
   <source>Show earlier messages</source>
   <translation>إظهار الرسائل السابقة</translation>
  </message>
 </context>
 <context>
  <name>Transcribing</name>
  <message>
   <source>All files</source>
   <translation>كل الملفات</translation>
  </message>
  <message>
   <source>Recordings</source>
   <translation>تسجيلات</translation>
  </message>
  <message>
   <source>Transcribe recordings</source>
   <translation>تفريغ تسجيلات</translation>
  </message>
 </context>
 <context>
  <name>TranscriptEditor</name>
  <message>
   <source>Another speaker</source>
   <translation>متحدث آخر</translation>
  </message>
  <message>
   <source>Name of the speaker:</source>
   <translation>اسم المتحدث:</translation>
  </message>
  <message>
   <source>Name of {speaker}, everywhere in this transcript:</source>
   <translation>اسم ⁨{speaker}⁩، في كل موضع من هذا النص:</translation>
  </message>
  <message>
   <source>Rename a speaker</source>
   <translation>إعادة تسمية متحدث</translation>
  </message>
 </context>
 <context>
  <name>TranscriptPane</name>
  <message>
   <source>Choose a recording, or drop it here: audio or video. It is transcribed on this computer, and the recording itself is not changed.</source>
   <translation>اختر تسجيلًا أو أفلته هنا: صوتًا أو فيديو. يُفرَّغ على هذا الحاسوب، ولا يتغير التسجيل نفسه.</translation>
  </message>
  <message>
   <source>Choose a recording…</source>
   <translation>اختيار تسجيل…</translation>
  </message>
  <message>
   <source>Copy the transcript</source>
   <translation>نسخ النص</translation>
  </message>
  <message>
   <source>Delete the transcript</source>
   <translation>حذف النص</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>تصدير…</translation>
  </message>
  <message>
   <source>It is written down as soon as you stop.</source>
   <translation>يُدوَّن ما إن توقفه.</translation>
  </message>
  <message>
   <source>Listening…</source>
   <translation>يُصغي…</translation>
  </message>
  <message>
   <source>No speech</source>
   <translation>لا كلام</translation>
  </message>
  <message>
   <source>Not written down yet</source>
   <translation>لم يُدوَّن بعد</translation>
  </message>
  <message>
   <source>Nothing was said in this recording.</source>
   <translation>لم يُقل شيء في هذا التسجيل.</translation>
  </message>
  <message>
   <source>The meeting is being recorded</source>
   <translation>يجري تسجيل الاجتماع</translation>
  </message>
  <message>
   <source>The meeting is being written down</source>
   <translation>يجري تدوين الاجتماع</translation>
  </message>
  <message>
   <source>The transcript appears here once it is done. You can leave it running.</source>
   <translation>يظهر النص هنا ما إن يكتمل. يمكنك تركه يعمل.</translation>
  </message>
  <message>
   <source>Turn speech into text</source>
   <translation>تحويل الكلام إلى نص</translation>
  </message>
  <message>
   <source>What is said appears here, sentence by sentence. You can leave it running.</source>
   <translation>يظهر ما يُقال هنا جملة جملة. يمكنك تركه يعمل.</translation>
  </message>
  <message>
   <source>What was recorded is kept, and is transcribed when its turn comes.</source>
   <translation>ما سُجّل محفوظ، ويُفرَّغ حين يحين دوره.</translation>
  </message>
  <message>
   <source>not complete: it was stopped before its end</source>
   <translation>غير مكتمل: أُوقف قبل نهايته</translation>
  </message>
  <message>
   <source>not transcribed yet</source>
   <translation>لم يُفرَّغ بعد</translation>
  </message>
  <message>
   <source>transcribed {speed} times as fast as it was spoken</source>
   <translation>فُرِّغ بسرعة ⁨{speed}⁩ أضعاف سرعة الكلام</translation>
  </message>
 </context>
 <context>
  <name>Transcripts</name>
  <message>
   <source>All files</source>
   <translation>كل الملفات</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>حذف</translation>
  </message>
  <message>
   <source>Delete the transcript “{title}” for good, and with it the sound that was recorded?</source>
   <translation>هل تريد حذف النص «⁨{title}⁩» نهائيًا، ومعه الصوت المسجّل؟</translation>
  </message>
  <message>
   <source>Delete the transcript “{title}” for good? The recording itself is not touched.</source>
   <translation>هل تريد حذف النص «⁨{title}⁩» نهائيًا؟ لن يُمسّ التسجيل نفسه.</translation>
  </message>
  <message>
   <source>Find the recording</source>
   <translation>البحث عن التسجيل</translation>
  </message>
  <message>
   <source>Forget for good…</source>
   <translation>نسيان نهائي…</translation>
  </message>
  <message>
   <source>Forget “{title}” for good, with its sound, its minutes, every answer that cites it and what voices were learned from it? A recording on disk is not touched.</source>
   <translation>هل تريد نسيان «⁨{title}⁩» نهائيًا، بصوته ومحضره وكل إجابة تستشهد به وما تُعلّم منه من أصوات؟ لن يُمسّ تسجيل على القرص.</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>إعادة تسمية</translation>
  </message>
  <message>
   <source>Rename {speaker}…</source>
   <translation>إعادة تسمية ⁨{speaker}⁩…</translation>
  </message>
  <message>
   <source>Transcribe the rest</source>
   <translation>تفريغ الباقي</translation>
  </message>
  <message>
   <source>Transcribing…</source>
   <translation>جارٍ التفريغ…</translation>
  </message>
  <message>
   <source>being recorded</source>
   <translation>يُسجَّل</translation>
  </message>
  <message>
   <source>being transcribed</source>
   <translation>يُفرَّغ</translation>
  </message>
  <message>
   <source>not complete</source>
   <translation>غير مكتمل</translation>
  </message>
  <message>
   <source>not transcribed yet</source>
   <translation>لم يُفرَّغ بعد</translation>
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
   <translation>سؤال جديد</translation>
  </message>
  <message>
   <source>Open Alcove</source>
   <translation>فتح Alcove</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>إنهاء</translation>
  </message>
  <message>
   <source>Record a meeting</source>
   <translation>تسجيل اجتماع</translation>
  </message>
  <message>
   <source>Stop recording</source>
   <translation>إيقاف التسجيل</translation>
  </message>
 </context>
 <context>
  <name>UnansweredMessageView</name>
  <message>
   <source>Show the models</source>
   <translation>إظهار النماذج</translation>
  </message>
  <message>
   <source>This question was stopped before its answer began.</source>
   <translation>أُوقف هذا السؤال قبل أن تبدأ إجابته.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>إعادة المحاولة</translation>
  </message>
 </context>
 <context>
  <name>UnfollowQuestion</name>
  <message>
   <source>Forget the documents</source>
   <translation>نسيان المستندات</translation>
  </message>
  <message numerus="yes">
   <source>Its %n document(s) can stay in the library, or be forgotten.</source>
   <translation>
    <numerusform>لا مستندات منه في المكتبة.</numerusform>
    <numerusform>يمكن أن يبقى مستنده الوحيد في المكتبة، أو يُنسى.</numerusform>
    <numerusform>يمكن أن يبقى مستنداه في المكتبة، أو يُنسيا.</numerusform>
    <numerusform>يمكن أن تبقى مستنداته الـ %Ln في المكتبة، أو تُنسى.</numerusform>
    <numerusform>يمكن أن تبقى مستنداته الـ %Ln في المكتبة، أو تُنسى.</numerusform>
    <numerusform>يمكن أن تبقى مستنداته الـ %Ln في المكتبة، أو تُنسى.</numerusform>
   </translation>
  </message>
  <message>
   <source>Keep the documents</source>
   <translation>إبقاء المستندات</translation>
  </message>
  <message>
   <source>Stop following</source>
   <translation>إيقاف المتابعة</translation>
  </message>
  <message>
   <source>Stop following {path}?</source>
   <translation>هل تريد إيقاف متابعة ⁨{path}⁩؟</translation>
  </message>
  <message>
   <source>The files on disk are not touched.</source>
   <translation>لن تُمسّ الملفات على القرص.</translation>
  </message>
 </context>
 <context>
  <name>UnlockPage</name>
  <message>
   <source>A new version: your vault is copied before it is changed, {percent} %.</source>
   <translation>إصدار جديد: تُنسخ خزنتك قبل تغييرها، ⁨{percent}⁩ %.</translation>
  </message>
  <message>
   <source>Bring a backup…</source>
   <translation>إحضار نسخة احتياطية…</translation>
  </message>
  <message>
   <source>It did not open by itself.</source>
   <translation>لم تُفتح من تلقاء نفسها.</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>جارٍ الفتح…</translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation>عبارة المرور</translation>
  </message>
  <message>
   <source>Recovery key</source>
   <translation>مفتاح الاسترداد</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>إعادة المحاولة</translation>
  </message>
  <message>
   <source>Type the passphrase that protects it.</source>
   <translation>اكتب عبارة المرور التي تحميها.</translation>
  </message>
  <message>
   <source>Type the recovery key from the paper you keep it on.</source>
   <translation>اكتب مفتاح الاسترداد من الورقة التي تحفظه عليها.</translation>
  </message>
  <message>
   <source>Unlock</source>
   <translation>فتح القفل</translation>
  </message>
  <message>
   <source>Use the keyring</source>
   <translation>استخدام حلقة المفاتيح</translation>
  </message>
  <message>
   <source>Use the passphrase</source>
   <translation>استخدام عبارة المرور</translation>
  </message>
  <message>
   <source>Use the recovery key</source>
   <translation>استخدام مفتاح الاسترداد</translation>
  </message>
  <message>
   <source>Your vault is locked</source>
   <translation>خزنتك مقفلة</translation>
  </message>
 </context>
 <context>
  <name>UpdateRow</name>
  <message>
   <source>Alcove {version} lies in {path}. Close Alcove, then install it with: alcove update</source>
   <translation>الإصدار ⁨{version}⁩ من Alcove موجود في ⁨{path}⁩. أغلق Alcove ثم ثبّته بالأمر: alcove update</translation>
  </message>
  <message>
   <source>Look now</source>
   <translation>انظر الآن</translation>
  </message>
  <message>
   <source>Newer version</source>
   <translation>إصدار أحدث</translation>
  </message>
  <message>
   <source>This is Alcove {version}. Newer versions come in files, never over the network; where your organization has named a folder for them (updates.source), it is looked into now.</source>
   <translation>هذا Alcove ⁨{version}⁩. تأتي الإصدارات الأحدث في ملفات، ولا تأتي عبر الشبكة أبدًا؛ وحيث حددت مؤسستك مجلدًا لها (updates.source) يُنظر فيه الآن.</translation>
  </message>
 </context>
 <context>
  <name>UserMessageView</name>
  <message>
   <source>Change and send again</source>
   <translation>تعديل وإرسال من جديد</translation>
  </message>
  <message>
   <source>Copy the question</source>
   <translation>نسخ السؤال</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>إظهار الكل</translation>
  </message>
  <message>
   <source>You asked: {text}</source>
   <translation>سألت: ⁨{text}⁩</translation>
  </message>
 </context>
 <context>
  <name>VoiceRow</name>
  <message>
   <source>As the system has it</source>
   <translation>كما هو في النظام</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>اختيار…</translation>
  </message>
  <message>
   <source>Every text is read with a voice of its own language, as the system has them.</source>
   <translation>يُقرأ كل نص بصوت من لغته، مما هو متوفر في النظام.</translation>
  </message>
  <message>
   <source>Language that is read</source>
   <translation>اللغة التي تُقرأ</translation>
  </message>
  <message>
   <source>The system is asked for its voices; that takes some seconds.</source>
   <translation>يُسأل النظام عن أصواته؛ ويستغرق ذلك بضع ثوانٍ.</translation>
  </message>
  <message>
   <source>Voice for it</source>
   <translation>الصوت المخصص لها</translation>
  </message>
  <message>
   <source>Voices</source>
   <translation>الأصوات</translation>
  </message>
 </context>
 <context>
  <name>Welcome</name>
  <message>
   <source>Add a folder…</source>
   <translation>إضافة مجلد…</translation>
  </message>
  <message>
   <source>Add files or folders, or drop them anywhere in this window. They are read on this computer, stay where they are, and nothing of them ever leaves it.</source>
   <translation>أضف ملفات أو مجلدات، أو أفلتها في أي مكان من هذه النافذة. تُقرأ على هذا الحاسوب وتبقى حيث هي، ولا يغادره منها شيء أبدًا.</translation>
  </message>
  <message>
   <source>Add files…</source>
   <translation>إضافة ملفات…</translation>
  </message>
  <message numerus="yes">
   <source>Alcove searches %n document(s), shows the passages first, and checks every sentence.</source>
   <translation>
    <numerusform>لا مستندات يبحث فيها Alcove.</numerusform>
    <numerusform>يبحث Alcove في مستند واحد، ويُظهر المقاطع أولًا، ويتحقق من كل جملة.</numerusform>
    <numerusform>يبحث Alcove في مستندين، ويُظهر المقاطع أولًا، ويتحقق من كل جملة.</numerusform>
    <numerusform>يبحث Alcove في %Ln مستندات، ويُظهر المقاطع أولًا، ويتحقق من كل جملة.</numerusform>
    <numerusform>يبحث Alcove في %Ln مستندًا، ويُظهر المقاطع أولًا، ويتحقق من كل جملة.</numerusform>
    <numerusform>يبحث Alcove في %Ln مستند، ويُظهر المقاطع أولًا، ويتحقق من كل جملة.</numerusform>
   </translation>
  </message>
  <message>
   <source>Ask your own documents</source>
   <translation>اسأل مستنداتك أنت</translation>
  </message>
  <message>
   <source>Bring conversations of another program along</source>
   <translation>جلب محادثات برنامج آخر</translation>
  </message>
  <message>
   <source>Remove the sample documents</source>
   <translation>إزالة مستندات الأمثلة</translation>
  </message>
  <message>
   <source>Try it with sample documents</source>
   <translation>التجربة بمستندات أمثلة</translation>
  </message>
  <message>
   <source>What is “{title}” about?</source>
   <translation>عمّ يتحدث «⁨{title}⁩»؟</translation>
  </message>
  <message>
   <source>What would you like to know?</source>
   <translation>ماذا تريد أن تعرف؟</translation>
  </message>
  <message>
   <source>Which amounts of money are named, and what for?</source>
   <translation>ما المبالغ المالية المذكورة، ولأي غرض؟</translation>
  </message>
  <message>
   <source>Which dates and deadlines are mentioned?</source>
   <translation>ما التواريخ والمواعيد النهائية المذكورة؟</translation>
  </message>
  <message>
   <source>Who is responsible for what?</source>
   <translation>من المسؤول عن ماذا؟</translation>
  </message>
 </context>
 <context>
  <name>WhyDialog</name>
  <message>
   <source>A score is the sum of its parts: shared words, nearness in meaning, exact matches of numbers and quotations, and a document that the question names. BM25 and cosine are as measured; duplicates are alike passages left out.</source>
   <translation>الدرجة مجموع أجزائها: الكلمات المشتركة، والقرب في المعنى، والمطابقة التامة للأرقام والاقتباسات، ومستند يسمّيه السؤال. BM25 وجيب التمام كما قيسا؛ والمكررات مقاطع متشابهة استُبعدت.</translation>
  </message>
  <message>
   <source>BM25</source>
   <translation>BM25</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>إغلاق</translation>
  </message>
  <message>
   <source>Cosine</source>
   <translation>جيب التمام</translation>
  </message>
  <message>
   <source>Document</source>
   <translation>المستند</translation>
  </message>
  <message>
   <source>Duplicates</source>
   <translation>المكررات</translation>
  </message>
  <message>
   <source>Exact</source>
   <translation>تام</translation>
  </message>
  <message>
   <source>Meaning</source>
   <translation>المعنى</translation>
  </message>
  <message>
   <source>Passage</source>
   <translation>المقطع</translation>
  </message>
  <message>
   <source>Passages and the parts of their scores</source>
   <translation>المقاطع وأجزاء درجاتها</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>الدرجة</translation>
  </message>
  <message>
   <source>Searched: {question}</source>
   <translation>بُحث عن: ⁨{question}⁩</translation>
  </message>
  <message>
   <source>Why these passages?</source>
   <translation>لماذا هذه المقاطع؟</translation>
  </message>
  <message>
   <source>Words</source>
   <translation>الكلمات</translation>
  </message>
  <message>
   <source>p. {page}</source>
   <translation>ص ⁨{page}⁩</translation>
  </message>
 </context>
 <context>
  <name>_SourcePainter</name>
  <message>
   <source>p. {page}</source>
   <translation>ص ⁨{page}⁩</translation>
  </message>
 </context>
 <context>
  <name>_Sources</name>
  <message>
   <source>page {page}</source>
   <translation>صفحة ⁨{page}⁩</translation>
  </message>
 </context>
 <context>
  <name>file_dialogs</name>
  <message>
   <source>Add a folder</source>
   <translation>إضافة مجلد</translation>
  </message>
  <message>
   <source>Add files</source>
   <translation>إضافة ملفات</translation>
  </message>
 </context>
 <context>
  <name>forgetting</name>
  <message>
   <source>Afterwards nothing of it was found in {places} places of the vault, nor by searching.</source>
   <translation>بعد ذلك لم يُعثر على شيء منه في مواضع الخزنة (⁨{places}⁩)، ولا بالبحث.</translation>
  </message>
  <message>
   <source>Forget for good</source>
   <translation>نسيان نهائي</translation>
  </message>
  <message>
   <source>Forgetting, and looking everywhere afterwards…</source>
   <translation>جارٍ النسيان، ثم النظر في كل مكان…</translation>
  </message>
  <message>
   <source>Forgotten: {rows} entries of the vault.</source>
   <translation>نُسي من مدخلات الخزنة: ⁨{rows}⁩.</translation>
  </message>
  <message>
   <source>It held no phrase that stands nowhere else; what was kept of it alone is gone.</source>
   <translation>لم تكن فيه عبارة لا ترد في غيره؛ وما حُفظ منه وحده قد زال.</translation>
  </message>
  <message>
   <source>Leave the backups</source>
   <translation>ترك النسخ الاحتياطية</translation>
  </message>
  <message>
   <source>Nothing was forgotten.</source>
   <translation>لم يُنسَ شيء.</translation>
  </message>
  <message>
   <source>Something of it still stands in: {left}. Delete that by hand.</source>
   <translation>ما زال شيء منه في: ⁨{left}⁩. احذفه بيدك.</translation>
  </message>
  <message>
   <source>The name still stands {count} times in what others said or wrote.</source>
   <translation>ما زال الاسم واردًا ⁨{count}⁩ مرة فيما قاله الآخرون أو كتبوه.</translation>
  </message>
  <message>
   <source>These backups were not looked into and may hold it still: {paths}.</source>
   <translation>لم يُنظر في هذه النسخ الاحتياطية وقد تكون ما زالت تحويه: ⁨{paths}⁩.</translation>
  </message>
 </context>
 <context>
  <name>library</name>
  <message>
   <source>Being written</source>
   <translation>يُكتب الآن</translation>
  </message>
  <message>
   <source>Changed since</source>
   <translation>تغيّر منذئذ</translation>
  </message>
  <message>
   <source>Copy path</source>
   <translation>نسخ المسار</translation>
  </message>
  <message>
   <source>Could not be read</source>
   <translation>تعذّرت قراءته</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>مكرر</translation>
  </message>
  <message>
   <source>Empty</source>
   <translation>فارغ</translation>
  </message>
  <message>
   <source>Enter password…</source>
   <translation>إدخال كلمة المرور…</translation>
  </message>
  <message>
   <source>File gone</source>
   <translation>الملف غائب</translation>
  </message>
  <message>
   <source>Gone; its text is in no search</source>
   <translation>غائب؛ نصه خارج كل بحث</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>إبقاء</translation>
  </message>
  <message>
   <source>Left out: a copy of another</source>
   <translation>مستبعد: نسخة من آخر</translation>
  </message>
  <message>
   <source>Locked</source>
   <translation>مقفل</translation>
  </message>
  <message>
   <source>Near-duplicate</source>
   <translation>شبه مكرر</translation>
  </message>
  <message>
   <source>Not reachable</source>
   <translation>لا يمكن الوصول إليه</translation>
  </message>
  <message>
   <source>Older revision</source>
   <translation>نسخة أقدم</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>متوقف مؤقتًا</translation>
  </message>
  <message>
   <source>Read again</source>
   <translation>إعادة القراءة</translation>
  </message>
  <message>
   <source>Read, not yet searchable by meaning</source>
   <translation>قُرئ، ولا يمكن البحث فيه بالمعنى بعد</translation>
  </message>
  <message>
   <source>Reading changes</source>
   <translation>جارٍ قراءة التغييرات</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>إزالة</translation>
  </message>
  <message>
   <source>Remove other</source>
   <translation>إزالة الآخر</translation>
  </message>
  <message>
   <source>Searchable</source>
   <translation>قابل للبحث</translation>
  </message>
  <message>
   <source>Up to date</source>
   <translation>محدَّث</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>في الانتظار</translation>
  </message>
  <message>
   <source>Without text</source>
   <translation>دون نص</translation>
  </message>
 </context>
 <context>
  <name>models</name>
  <message>
   <source>Adapters</source>
   <translation>المكيّفات</translation>
  </message>
  <message>
   <source>Alcove itself never connects to anything. A separate program fetches models before the window opens; or bring a file from elsewhere, and import it or drop it here.</source>
   <translation>‏Alcove نفسه لا يتصل بأي شيء أبدًا. يجلب النماذجَ برنامج منفصل قبل فتح النافذة؛ أو أحضر ملفًا من مكان آخر واستورده أو أفلته هنا.</translation>
  </message>
  <message>
   <source>Alcove never connects to anything, and here models cannot be fetched. Bring a file or a pack from elsewhere, and import it or drop it here; or ask who looks after this computer.</source>
   <translation>لا يتصل Alcove بأي شيء أبدًا، ولا يمكن جلب النماذج هنا. أحضر ملفًا أو حزمة من مكان آخر واستوردها أو أفلتها هنا؛ أو اسأل من يعتني بهذا الحاسوب.</translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>الإجابات</translation>
  </message>
  <message>
   <source>Change how a model writes, where they were trained for it (LoRA). One is used at a time.</source>
   <translation>تغيّر طريقة كتابة نموذج دُرّبت له (LoRA). يُستخدم واحد منها في كل مرة.</translation>
  </message>
  <message>
   <source>Chosen by Alcove</source>
   <translation>اختاره Alcove</translation>
  </message>
  <message>
   <source>Chosen by Alcove: the largest that takes no longer than half a recording's length here.</source>
   <translation>اختاره Alcove: الأكبر مما لا يستغرق هنا أكثر من نصف مدة التسجيل.</translation>
  </message>
  <message>
   <source>Chosen by Alcove: the quickest of the models on this computer.</source>
   <translation>اختاره Alcove: أسرع النماذج على هذا الحاسوب.</translation>
  </message>
  <message>
   <source>Chosen by you.</source>
   <translation>اخترته أنت.</translation>
  </message>
  <message>
   <source>Damaged</source>
   <translation>تالف</translation>
  </message>
  <message>
   <source>Delete {files} ({size}) from this computer? It can be fetched again.</source>
   <translation>هل تريد حذف ⁨{files}⁩ (⁨{size}⁩) من هذا الحاسوب؟ يمكن جلبه من جديد.</translation>
  </message>
  <message>
   <source>Delete {files} ({size}) from this computer? To use it again, it has to be imported again.</source>
   <translation>هل تريد حذف ⁨{files}⁩ (⁨{size}⁩) من هذا الحاسوب؟ لاستخدامه مجددًا يجب استيراده من جديد.</translation>
  </message>
  <message>
   <source>Finds passages that mean the same in other words. Without one, search goes by words.</source>
   <translation>يعثر على مقاطع تعني الشيء نفسه بكلمات أخرى. ومن دونه يكون البحث بالكلمات.</translation>
  </message>
  <message>
   <source>First word</source>
   <translation>أول كلمة</translation>
  </message>
  <message>
   <source>Forget this model? Its file stays in {folder}.</source>
   <translation>هل تريد نسيان هذا النموذج؟ يبقى ملفه في ⁨{folder}⁩.</translation>
  </message>
  <message>
   <source>In use</source>
   <translation>قيد الاستخدام</translation>
  </message>
  <message>
   <source>Known before</source>
   <translation>معروف من قبل</translation>
  </message>
  <message>
   <source>Memory: Alcove holds {held}, {free} are free</source>
   <translation>الذاكرة: يشغل Alcove ‏⁨{held}⁩، والمتاح ⁨{free}⁩</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>النموذج</translation>
  </message>
  <message>
   <source>No model is on this computer yet for: {names}. Fetch one below, or import a file.</source>
   <translation>لا نموذج على هذا الحاسوب بعد لـ: ⁨{names}⁩. اجلب واحدًا أدناه أو استورد ملفًا.</translation>
  </message>
  <message>
   <source>No model is on this computer yet for: {names}. Import a file or a pack, or ask who looks after this computer.</source>
   <translation>لا نموذج على هذا الحاسوب بعد لـ: ⁨{names}⁩. استورد ملفًا أو حزمة، أو اسأل من يعتني بهذا الحاسوب.</translation>
  </message>
  <message>
   <source>Not here yet</source>
   <translation>ليس هنا بعد</translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation>على هذا الحاسوب</translation>
  </message>
  <message>
   <source>Processor</source>
   <translation>المعالج</translation>
  </message>
  <message>
   <source>Processor: {percent} %</source>
   <translation>المعالج: ⁨{percent}⁩ %</translation>
  </message>
  <message>
   <source>Prompt</source>
   <translation>المُدخل</translation>
  </message>
  <message>
   <source>Read per s</source>
   <translation>مقروء في ث</translation>
  </message>
  <message>
   <source>Search by meaning</source>
   <translation>البحث بالمعنى</translation>
  </message>
  <message>
   <source>Set by your organization.</source>
   <translation>حددته مؤسستك.</translation>
  </message>
  <message>
   <source>Speakers</source>
   <translation>المتحدثون</translation>
  </message>
  <message>
   <source>Tells apart who speaks in a recording.</source>
   <translation>يميّز من يتكلم في التسجيل.</translation>
  </message>
  <message>
   <source>The processor</source>
   <translation>المعالج</translation>
  </message>
  <message>
   <source>The processor, because the graphics drivers could not be asked. {reason}</source>
   <translation>المعالج، لأنه تعذّر سؤال برامج تشغيل الرسوميات. ⁨{reason}⁩</translation>
  </message>
  <message>
   <source>The processor, because {name} failed. {reason}</source>
   <translation>المعالج، لأن ⁨{name}⁩ تعطّل. ⁨{reason}⁩</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>الوقت</translation>
  </message>
  <message>
   <source>To {name}, about {size}</source>
   <translation>إلى ⁨{name}⁩، نحو ⁨{size}⁩</translation>
  </message>
  <message>
   <source>Too large for this computer</source>
   <translation>أكبر من أن يتسع له هذا الحاسوب</translation>
  </message>
  <message>
   <source>Transcription</source>
   <translation>التفريغ</translation>
  </message>
  <message>
   <source>Turns recordings into text.</source>
   <translation>يحوّل التسجيلات إلى نص.</translation>
  </message>
  <message>
   <source>Verified</source>
   <translation>متحقَّق منه</translation>
  </message>
  <message>
   <source>Writes the answers. Without one, Alcove answers with the passages themselves.</source>
   <translation>يكتب الإجابات. ومن دونه يجيب Alcove بالمقاطع نفسها.</translation>
  </message>
  <message>
   <source>Writes your minutes.</source>
   <translation>يكتب محاضرك.</translation>
  </message>
  <message>
   <source>Written</source>
   <translation>مكتوب</translation>
  </message>
  <message>
   <source>Written per s</source>
   <translation>مكتوب في ث</translation>
  </message>
  <message>
   <source>about {minutes} min for an hour of speech here</source>
   <translation>نحو ⁨{minutes}⁩ د لساعة من الكلام هنا</translation>
  </message>
  <message>
   <source>answers on {device}</source>
   <translation>يجيب على ⁨{device}⁩</translation>
  </message>
  <message>
   <source>for {models}</source>
   <translation>لـ ⁨{models}⁩</translation>
  </message>
  <message>
   <source>licence {licence}</source>
   <translation>الرخصة ⁨{licence}⁩</translation>
  </message>
  <message>
   <source>linked in {folder}</source>
   <translation>مرتبط في ⁨{folder}⁩</translation>
  </message>
  <message>
   <source>needs {memory} of memory</source>
   <translation>يحتاج إلى ⁨{memory}⁩ من الذاكرة</translation>
  </message>
  <message>
   <source>no chat template of its own</source>
   <translation>دون قالب محادثة خاص به</translation>
  </message>
  <message>
   <source>probably {seconds} s to the first word, then {tokens} tokens/s</source>
   <translation>على الأرجح ⁨{seconds}⁩ ث حتى أول كلمة، ثم ⁨{tokens}⁩ رمز/ث</translation>
  </message>
  <message>
   <source>sees pictures</source>
   <translation>يرى الصور</translation>
  </message>
  <message>
   <source>{count} billion parameters</source>
   <translation>‏⁨{count}⁩ مليار معامل</translation>
  </message>
  <message>
   <source>{count} million parameters</source>
   <translation>‏⁨{count}⁩ مليون معامل</translation>
  </message>
  <message>
   <source>{degrees} °C</source>
   <translation>‏⁨{degrees}⁩ °م</translation>
  </message>
  <message>
   <source>{name} (not here)</source>
   <translation>‏⁨{name}⁩ (ليس هنا)</translation>
  </message>
  <message>
   <source>{name}, with {memory} of its memory free</source>
   <translation>‏⁨{name}⁩، والمتاح من ذاكرته ⁨{memory}⁩</translation>
  </message>
  <message>
   <source>{seconds} s</source>
   <translation>‏⁨{seconds}⁩ ث</translation>
  </message>
  <message>
   <source>{seconds} s to the first word, then {tokens} tokens/s</source>
   <translation>‏⁨{seconds}⁩ ث حتى أول كلمة، ثم ⁨{tokens}⁩ رمز/ث</translation>
  </message>
  <message>
   <source>{tokens} tokens of context</source>
   <translation>سياق من ⁨{tokens}⁩ رمز</translation>
  </message>
  <message>
   <source>{watts} W</source>
   <translation>‏⁨{watts}⁩ واط</translation>
  </message>
 </context>
 <context>
  <name>places</name>
  <message>
   <source>Ask</source>
   <translation>اسأل</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>المكتبة</translation>
  </message>
  <message>
   <source>Meetings</source>
   <translation>الاجتماعات</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>النماذج</translation>
  </message>
  <message>
   <source>Note from a photo</source>
   <translation>ملاحظة من صورة</translation>
  </message>
  <message>
   <source>Privacy</source>
   <translation>الخصوصية</translation>
  </message>
  <message>
   <source>Saved questions</source>
   <translation>الأسئلة المحفوظة</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>الإعدادات</translation>
  </message>
 </context>
 <context>
  <name>privacy</name>
  <message>
   <source>A chain of entries: a changed past is noticed.</source>
   <translation>سلسلة من المدخلات: أي تغيير في الماضي يُلاحظ.</translation>
  </message>
  <message>
   <source>Alcove keeps itself offline; this system does not enforce it</source>
   <translation>يُبقي Alcove نفسه دون اتصال؛ وهذا النظام لا يفرض ذلك</translation>
  </message>
  <message>
   <source>Alcove refuses every connection made from its own code. A library that goes around it would not be stopped: add a firewall rule for Alcove, or use the signed application.</source>
   <translation>يرفض Alcove كل اتصال من شيفرته هو. أما مكتبة تلتف عليه فلن تُمنع: أضف قاعدة جدار ناري لـ Alcove أو استخدم التطبيق الموقّع.</translation>
  </message>
  <message>
   <source>Alcove tries to reach the network in every way it knows, and shows what the system answers.</source>
   <translation>يحاول Alcove الوصول إلى الشبكة بكل طريقة يعرفها، ويُظهر ما يجيب به النظام.</translation>
  </message>
  <message>
   <source>All {tried} attempts were refused.</source>
   <translation>رُفضت كل المحاولات، وعددها ⁨{tried}⁩.</translation>
  </message>
  <message>
   <source>Allowed in Settings, though nothing takes their calls now.</source>
   <translation>مسموح في الإعدادات، وإن لم يكن شيء يستقبل نداءاتها الآن.</translation>
  </message>
  <message>
   <source>Close Alcove and look at the log: the lock should have been closed when it started.</source>
   <translation>أغلق Alcove وانظر في السجل: كان يجب أن يُغلق القفل عند التشغيل.</translation>
  </message>
  <message>
   <source>Enforced by the system</source>
   <translation>يفرضه النظام</translation>
  </message>
  <message>
   <source>Enforced by the system, sealed</source>
   <translation>يفرضه النظام بإحكام</translation>
  </message>
  <message>
   <source>Got out</source>
   <translation>نفذ إلى الخارج</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>جارٍ النظر…</translation>
  </message>
  <message>
   <source>No lock</source>
   <translation>لا قفل</translation>
  </message>
  <message>
   <source>None can ask Alcove: its local API is off.</source>
   <translation>لا أحد يستطيع سؤال Alcove: واجهته المحلية مغلقة.</translation>
  </message>
  <message>
   <source>None of {tried} attempts got out: {refused} refused, {impossible} not possible on this machine.</source>
   <translation>لم تنفذ أي من المحاولات، وعددها ⁨{tried}⁩: المرفوض ⁨{refused}⁩، وغير الممكن على هذا الجهاز ⁨{impossible}⁩.</translation>
  </message>
  <message>
   <source>None: you decide for yourself.</source>
   <translation>لا شيء: أنت من يقرر.</translation>
  </message>
  <message>
   <source>Not enforced by the system</source>
   <translation>لا يفرضه النظام</translation>
  </message>
  <message>
   <source>Not known yet</source>
   <translation>غير معروف بعد</translation>
  </message>
  <message>
   <source>Not possible here</source>
   <translation>غير ممكن هنا</translation>
  </message>
  <message>
   <source>Nothing holds this process off the network</source>
   <translation>لا شيء يحجب هذه العملية عن الشبكة</translation>
  </message>
  <message>
   <source>Nothing leaves this computer</source>
   <translation>لا شيء يغادر هذا الحاسوب</translation>
  </message>
  <message>
   <source>Programs on this computer can ask at {urls}. The process that takes their calls can accept connections and make none.</source>
   <translation>يمكن لبرامج على هذا الحاسوب أن تسأل على ⁨{urls}⁩. العملية التي تستقبل نداءاتها تقبل الاتصالات ولا تنشئ أيًّا منها.</translation>
  </message>
  <message>
   <source>Reading every entry…</source>
   <translation>جارٍ قراءة كل مدخل…</translation>
  </message>
  <message>
   <source>Refused</source>
   <translation>مرفوض</translation>
  </message>
  <message>
   <source>The operating system refuses this process every connection to a network, until it ends. Connections to programs on this computer are still possible.</source>
   <translation>يرفض نظام التشغيل لهذه العملية كل اتصال بشبكة حتى تنتهي. ويبقى الاتصال ببرامج على هذا الحاسوب ممكنًا.</translation>
  </message>
  <message>
   <source>The operating system refuses this process, its threads and its children every connection, to any place and of any kind, until it ends.</source>
   <translation>يرفض نظام التشغيل لهذه العملية وخيوطها وأبنائها كل اتصال، إلى أي مكان ومن أي نوع، حتى تنتهي.</translation>
  </message>
  <message>
   <source>Trying every way out…</source>
   <translation>جارٍ تجربة كل طريق إلى الخارج…</translation>
  </message>
  <message>
   <source>Whole: {count} entries, none changed, removed or added out of order.</source>
   <translation>سليم: عدد المدخلات ⁨{count}⁩، لم يتغير أي منها ولم يُحذف ولم يُضف في غير ترتيبه.</translation>
  </message>
  <message>
   <source>Wrapped by a key in this computer's keyring; it is in memory only while the vault is open.</source>
   <translation>مغلّف بمفتاح في حلقة مفاتيح هذا الحاسوب؛ ولا يكون في الذاكرة إلا والخزنة مفتوحة.</translation>
  </message>
  <message>
   <source>Wrapped by your passphrase (Argon2id); it is in memory only while the vault is open.</source>
   <translation>مغلّف بعبارة مرورك (Argon2id)؛ ولا يكون في الذاكرة إلا والخزنة مفتوحة.</translation>
  </message>
  <message>
   <source>{count} of {tried} attempts got out.</source>
   <translation>نفذت ⁨{count}⁩ من ⁨{tried}⁩ من المحاولات.</translation>
  </message>
  <message>
   <source>{count} rules of your organization, from {source}</source>
   <translation>عدد قواعد مؤسستك ⁨{count}⁩، من ⁨{source}⁩</translation>
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
   <translation> م‌ب</translation>
  </message>
  <message>
   <source> days</source>
   <translation> أيام</translation>
  </message>
  <message>
   <source> s</source>
   <translation> ث</translation>
  </message>
  <message>
   <source> tokens</source>
   <translation> رمز</translation>
  </message>
  <message>
   <source> °C</source>
   <translation> °م</translation>
  </message>
  <message>
   <source>A word counts as hardly heard below</source>
   <translation>تُعد الكلمة بالكاد مسموعة دون</translation>
  </message>
  <message>
   <source>All but questions</source>
   <translation>كل شيء عدا الأسئلة</translation>
  </message>
  <message>
   <source>Always</source>
   <translation>دائمًا</translation>
  </message>
  <message>
   <source>Answer from my documents</source>
   <translation>الإجابة من مستنداتي</translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>الإجابات</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>المظهر</translation>
  </message>
  <message>
   <source>As this computer allows</source>
   <translation>بحسب قدرة هذا الحاسوب</translation>
  </message>
  <message>
   <source>Ask each time</source>
   <translation>السؤال كل مرة</translation>
  </message>
  <message>
   <source>Ask from anywhere</source>
   <translation>السؤال من أي مكان</translation>
  </message>
  <message>
   <source>Audit log</source>
   <translation>سجل التدقيق</translation>
  </message>
  <message>
   <source>Back up by itself every</source>
   <translation>نسخ احتياطي تلقائي كل</translation>
  </message>
  <message>
   <source>Backups</source>
   <translation>النسخ الاحتياطية</translation>
  </message>
  <message>
   <source>Backups to keep</source>
   <translation>النسخ الاحتياطية المحفوظة</translation>
  </message>
  <message>
   <source>Both</source>
   <translation>كلاهما</translation>
  </message>
  <message>
   <source>Captions while a meeting is recorded</source>
   <translation>تعليق نصي أثناء تسجيل اجتماع</translation>
  </message>
  <message>
   <source>Choose a folder</source>
   <translation>اختيار مجلد</translation>
  </message>
  <message>
   <source>Collection for new documents</source>
   <translation>مجموعة المستندات الجديدة</translation>
  </message>
  <message>
   <source>Colours</source>
   <translation>الألوان</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>داكن</translation>
  </message>
  <message>
   <source>Disk for conversations that go on at once</source>
   <translation>مساحة القرص للمحادثات التي تُستأنف فورًا</translation>
  </message>
  <message>
   <source>Every action</source>
   <translation>كل إجراء</translation>
  </message>
  <message>
   <source>Field mode</source>
   <translation>الوضع الميداني</translation>
  </message>
  <message>
   <source>Folder for backups</source>
   <translation>مجلد النسخ الاحتياطية</translation>
  </message>
  <message>
   <source>Folder of photos</source>
   <translation>مجلد الصور</translation>
  </message>
  <message>
   <source>Follow changes on battery</source>
   <translation>متابعة التغييرات على البطارية</translation>
  </message>
  <message>
   <source>Follow folders that are added</source>
   <translation>متابعة المجلدات المضافة</translation>
  </message>
  <message>
   <source>Free the memory after</source>
   <translation>تحرير الذاكرة بعد</translation>
  </message>
  <message>
   <source>Give short questions to a smaller model</source>
   <translation>إعطاء الأسئلة القصيرة لنموذج أصغر</translation>
  </message>
  <message>
   <source>High contrast in field mode</source>
   <translation>تباين عالٍ في الوضع الميداني</translation>
  </message>
  <message>
   <source>In the field</source>
   <translation>في الميدان</translation>
  </message>
  <message>
   <source>Keep the sound of meetings</source>
   <translation>الاحتفاظ بصوت الاجتماعات</translation>
  </message>
  <message>
   <source>Keep the text of deleted files for</source>
   <translation>الاحتفاظ بنص الملفات المحذوفة مدة</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>اللغة</translation>
  </message>
  <message>
   <source>Let other programs ask Alcove</source>
   <translation>السماح لبرامج أخرى بسؤال Alcove</translation>
  </message>
  <message>
   <source>Let tools calculate, list, search and make documents</source>
   <translation>السماح للأدوات بالحساب والسرد والبحث وصنع المستندات</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>المكتبة</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>فاتح</translation>
  </message>
  <message>
   <source>Like the system</source>
   <translation>مثل النظام</translation>
  </message>
  <message>
   <source>Longest answer</source>
   <translation>أطول إجابة</translation>
  </message>
  <message>
   <source>Longest thinking before an answer</source>
   <translation>أطول تفكير قبل الإجابة</translation>
  </message>
  <message>
   <source>Look through network folders every</source>
   <translation>النظر في مجلدات الشبكة كل</translation>
  </message>
  <message>
   <source>Meetings</source>
   <translation>الاجتماعات</translation>
  </message>
  <message>
   <source>Microphone</source>
   <translation>الميكروفون</translation>
  </message>
  <message>
   <source>Never</source>
   <translation>أبدًا</translation>
  </message>
  <message>
   <source>Nothing</source>
   <translation>لا شيء</translation>
  </message>
  <message>
   <source>On low battery</source>
   <translation>عند انخفاض البطارية</translation>
  </message>
  <message>
   <source>Only what the computer plays</source>
   <translation>ما يشغّله الحاسوب فقط</translation>
  </message>
  <message>
   <source>Other programs</source>
   <translation>برامج أخرى</translation>
  </message>
  <message>
   <source>Place and time in notes from photos</source>
   <translation>المكان والوقت في الملاحظات من الصور</translation>
  </message>
  <message>
   <source>Read doubtful passages twice</source>
   <translation>قراءة المواضع المشكوك فيها مرتين</translation>
  </message>
  <message>
   <source>Reading aloud</source>
   <translation>القراءة بصوت عالٍ</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>تسجيل</translation>
  </message>
  <message>
   <source>Record from anywhere</source>
   <translation>التسجيل من أي مكان</translation>
  </message>
  <message>
   <source>Remember voices</source>
   <translation>تذكّر الأصوات</translation>
  </message>
  <message>
   <source>Remind me to ask for consent</source>
   <translation>تذكيري بطلب الموافقة</translation>
  </message>
  <message>
   <source>Shade words that were hardly heard</source>
   <translation>تظليل الكلمات التي بالكاد سُمعت</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>السرعة</translation>
  </message>
  <message>
   <source>System</source>
   <translation>النظام</translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation>الحرارة</translation>
  </message>
  <message>
   <source>Text size</source>
   <translation>حجم النص</translation>
  </message>
  <message>
   <source>The battery is low below</source>
   <translation>تُعد البطارية منخفضة دون</translation>
  </message>
  <message>
   <source>The computer is hot from</source>
   <translation>يُعد الحاسوب ساخنًا بدءًا من</translation>
  </message>
  <message>
   <source>The microphone only</source>
   <translation>الميكروفون فقط</translation>
  </message>
  <message>
   <source>Until it is transcribed</source>
   <translation>حتى التفريغ</translation>
  </message>
  <message>
   <source>What the computer plays</source>
   <translation>ما يشغّله الحاسوب</translation>
  </message>
  <message>
   <source>What was asked, too</source>
   <translation>ما سُئل أيضًا</translation>
  </message>
  <message>
   <source>Wherever that is sooner</source>
   <translation>حيثما كان أسرع</translation>
  </message>
 </context>
 <context>
  <name>shortcuts</name>
  <message>
   <source>Answer again</source>
   <translation>الإجابة من جديد</translation>
  </message>
  <message>
   <source>Copy the last answer</source>
   <translation>نسخ آخر إجابة</translation>
  </message>
  <message>
   <source>Do again what was undone</source>
   <translation>إعادة ما تُراجع عنه</translation>
  </message>
  <message>
   <source>Field mode on or off</source>
   <translation>تشغيل الوضع الميداني أو إيقافه</translation>
  </message>
  <message>
   <source>Find and replace in the transcript</source>
   <translation>البحث والاستبدال في النص المفرَّغ</translation>
  </message>
  <message>
   <source>Find anything</source>
   <translation>البحث عن أي شيء</translation>
  </message>
  <message>
   <source>Find in this view</source>
   <translation>البحث في هذا العرض</translation>
  </message>
  <message>
   <source>Go to the next word that was hardly heard</source>
   <translation>الانتقال إلى الكلمة التالية التي بالكاد سُمعت</translation>
  </message>
  <message>
   <source>Go to the one before</source>
   <translation>الانتقال إلى السابقة</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>اختصارات لوحة المفاتيح</translation>
  </message>
  <message>
   <source>Make a note from a photo</source>
   <translation>إنشاء ملاحظة من صورة</translation>
  </message>
  <message>
   <source>New: a conversation, documents, a transcript</source>
   <translation>جديد: محادثة أو مستندات أو نص مفرَّغ</translation>
  </message>
  <message>
   <source>Play or pause the recording</source>
   <translation>تشغيل التسجيل أو إيقافه مؤقتًا</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>إنهاء</translation>
  </message>
  <message>
   <source>Read aloud what is in sight, or stop</source>
   <translation>قراءة ما هو ظاهر بصوت عالٍ، أو التوقف</translation>
  </message>
  <message>
   <source>Record a meeting, or stop recording</source>
   <translation>تسجيل اجتماع أو إيقاف التسجيل</translation>
  </message>
  <message>
   <source>Search the list</source>
   <translation>البحث في القائمة</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>الإعدادات</translation>
  </message>
  <message>
   <source>Show or hide the list</source>
   <translation>إظهار القائمة أو إخفاؤها</translation>
  </message>
  <message>
   <source>Show or hide the sources</source>
   <translation>إظهار المصادر أو إخفاؤها</translation>
  </message>
  <message>
   <source>Stop what is running; twice: go to the text box</source>
   <translation>إيقاف ما يجري؛ ومرتين: الانتقال إلى مربع النص</translation>
  </message>
  <message>
   <source>Three seconds back in the recording</source>
   <translation>ثلاث ثوانٍ إلى الوراء في التسجيل</translation>
  </message>
  <message>
   <source>Undo the last correction of the transcript</source>
   <translation>التراجع عن آخر تصحيح في النص المفرَّغ</translation>
  </message>
 </context>
 <context>
  <name>wording</name>
  <message>
   <source>about {hours} h left</source>
   <translation>بقي نحو ⁨{hours}⁩ س</translation>
  </message>
  <message>
   <source>about {minutes} min left</source>
   <translation>بقي نحو ⁨{minutes}⁩ د</translation>
  </message>
  <message>
   <source>documents</source>
   <translation>مستندات</translation>
  </message>
  <message>
   <source>files</source>
   <translation>ملفات</translation>
  </message>
  <message>
   <source>less than a minute left</source>
   <translation>بقي أقل من دقيقة</translation>
  </message>
  <message>
   <source>parts</source>
   <translation>أجزاء</translation>
  </message>
  <message>
   <source>passages</source>
   <translation>مقاطع</translation>
  </message>
  <message>
   <source>questions</source>
   <translation>أسئلة</translation>
  </message>
  <message>
   <source>tensors</source>
   <translation>موترات</translation>
  </message>
  <message>
   <source>tokens</source>
   <translation>رموز</translation>
  </message>
  <message>
   <source>{done} of {total}</source>
   <translation>‏⁨{done}⁩ من ⁨{total}⁩</translation>
  </message>
  <message>
   <source>{done} of {total} {unit}</source>
   <translation>‏⁨{done}⁩ من ⁨{total}⁩ ⁨{unit}⁩</translation>
  </message>
 </context>
</TS>
