"""Questions with the tool they are for and what is to come of it: every other one was looked at while the rules were made.

Lines of a question, the tool ("-" for none), and what is to come of it: of a calculation the result, of the others the
arguments.
"""

import json
from dataclasses import dataclass
from datetime import date

from tests.installed import shared_data

TODAY = date(2026, 11, 21)

_LINES = """
What is 17 * 23? | compute | 391
What's 15% of 2,340? | compute | 351
How much is 1,200 plus 19%? | compute | 1,428
What is the square root of 144? | compute | 12
Was ist 12 mal 12? | compute | 144
Wie viel sind 20 Prozent von 450? | compute | 90
(3 + 4) * 5 | compute | 35
Calculate 2 to the power of 10. | compute | 1,024
What is 0.1 + 0.2? | compute | 0.3
Work out 1,250.75 times 12 divided by 100. | compute | 150.09
please calculate 9/11 | compute | 0.8181818181818
How much is 80 minus 5 percent? | compute | 76
combien font 7 x 8 ? | compute | 56
What is half of 90? | compute | 45
Calculate what 7 tickets at 12.50 euros cost. | compute | 87.5
Calculate what 9 chairs at 45 euros cost. | compute | 405
Work out what each of 5 people pays of a bill of 132.50. | compute | 26.5
Work out what each of 3 partners gets of 12,600. | compute | 4,200
Add 7% tax to a price of 350. | compute | 374.5
Add 21% VAT to an amount of 2,000. | compute | 2,420
I earn 18 euros an hour and work 38 hours; how much is that? | compute | 684
I pay 9.99 per month; how much is that over 12 months? | compute | 119.88
If one crate holds 24 bottles, how many bottles are in 15 crates? | compute | 360
If a box weighs 3.5 kilos, how much do 8 of them weigh? | compute | 28
I had 500 and spent 120 and 80; calculate what is left. | compute | 300
There were 64 litres and we used 17.5; calculate how much is left. | compute | 46.5
Calculate the average of 12, 15 and 21. | compute | 16
Calculate the average of 3, 8, 9 and 20. | compute | 10
Take 20% off 150. | compute | 120
Take 30% off 90. | compute | 63
Divide 1,000 by 8. | compute | 125
Multiply 36 by 14. | compute | 504
Add 120, 80 and 45.50. | compute | 245.5
Add up 19, 23 and 58. | compute | 100
Subtract 45 from 200. | compute | 155
Subtract 12.5 from 60. | compute | 47.5
Split 90 between 6 people. | compute | 15
Split a rent of 1,140 between 3 flatmates. | compute | 380
How much do 6 litres at 1.80 each cost in total? | compute | 10.8
How much do 4 hotel nights at 95 each cost altogether? | compute | 380
How many days are there between 3 March 2024 and 1 June 2025? | calculate_date | 455 days
How many days between 2025-01-01 and 2025-12-31? | calculate_date | 364 days
How many weeks until 24 December? | calculate_date | 4 weeks
How many days until 1 January 2027? | calculate_date | 41 days
How many days since 3 March? | calculate_date | 263 days
How many months since 1 May 2020? | calculate_date | 78 months
Wie viele Tage sind es bis zum 24. Dezember 2026? | calculate_date | 33 days
Wie viele Tage liegen zwischen dem 1. März 2025 und dem 15. April 2025? | calculate_date | 45 days
How many working days are there from 2 March 2026 to 13 March 2026? | calculate_date | 9 working days
How many working days between 1 June 2026 and 8 June 2026? | calculate_date | 5 working days
What date is 90 days after 2024-11-05? | calculate_date | Monday, 3 February 2025 (2025-02-03)
What date is 6 weeks before 1 September 2026? | calculate_date | Tuesday, 21 July 2026 (2026-07-21)
What is the date 30 days from today? | calculate_date | Monday, 21 December 2026 (2026-12-21)
What day was it 100 days ago? | calculate_date | Thursday, 13 August 2026 (2026-08-13)
What day of the week is 24 December 2026? | calculate_date | Thursday, 24 December 2026 (2026-12-24)
What weekday was 9 November 1989? | calculate_date | Thursday, 9 November 1989 (1989-11-09)
What day is it today? | calculate_date | Saturday, 21 November 2026 (2026-11-21)
What's today's date? | calculate_date | Saturday, 21 November 2026 (2026-11-21)
Which calendar week is 3 May 2027? | calculate_date | week 18 of 2027
In which calendar week is 15 August 2026? | calculate_date | week 33 of 2026
I sign on 3 March 2027 and have 14 days to withdraw; when is that over? | calculate_date | Wednesday, 17 March 2027 (2027-03-17)
We ordered on 5 October 2026 and it takes 8 weeks; when is it ready? | calculate_date | Monday, 30 November 2026 (2026-11-30)
My notice period is 3 months and I give notice on 1 February 2027. When does it end? | calculate_date | Saturday, 1 May 2027 (2027-05-01)
I must apply 6 weeks before 15 June 2027. What date is the deadline? | calculate_date | Tuesday, 4 May 2027 (2027-05-04)
We left on 1 May 2025 and came back on 9 June 2025. How many days was that? | calculate_date | 39 days
I lived there from 1 July 2019 to 1 March 2024. How many months is that? | calculate_date | 56 months
Search my library for annual leave. | search_library | query=annual leave
Look through my documents for the pump's oil. | search_library | query=the pump's oil
Find passages about bicycles. | search_library | query=bicycles
Find all places mentioning the deposit | search_library | query=the deposit
Show me page 3 of the handbook. | read_page | document=handbook; page=3
What does page 12 of contract.pdf say? | read_page | document=contract.pdf; page=12
What is on page 2 of the lease? | read_page | document=lease; page=2
Read page 7 of annual report 2024. | read_page | document=annual report 2024; page=7
Which files do I have? | list_files |
What documents are there? | list_files |
List my PDFs. | list_files | type=pdf
Show me all Word documents. | list_files | type=docx
What files are in the folder Contracts? | list_files | folder=Contracts
Which documents are there from 2024? | list_files | year=2024
Make a Word document about the annual leave rules. | make_document | form=docx; source=this answer; title=The annual leave rules
Create a spreadsheet of all dates in the lease | make_document | form=xlsx; source=this answer; title=All dates in the lease
Write a Markdown file with the duties of the tenant. | make_document | form=md; source=this answer; title=The duties of the tenant
Create a Word document summarizing the handbook. | make_document | form=docx; source=this answer; title=The handbook
Save this answer as an Excel file. | make_document | form=xlsx; source=the answer before
Export the last answer as a Word document | make_document | form=docx; source=the answer before
Put the conversation into a Markdown file. | make_document | form=md; source=the conversation
Save our conversation as a document. | make_document | form=docx; source=the conversation
How many days of annual leave are there? | - |
How much is the monthly rent of the flat on Main Street? | - |
What is 9/11? | - |
What happened in 2020-2024? | - |
What is the total of the invoices of 2024? | - |
How many of the 27 days of annual leave can be carried over into 2025? | - |
How many days of leave between 1 March and 5 April 2024 did Anna take? | - |
How many days after delivery on 3 March must I pay according to the contract? | - |
Which documents mention the lease? | - |
Which files mention Ingrid Solberg and the year 2024? | - |
What does the contract say about 30 days and 14 days? | - |
Who pays 50% of the 200 euros? | - |
When is the oil of the P-310 pump changed? | - |
What is the oil P-310 plus? | - |
Write a letter to Anna about the 3 payments of 200 euros. | - |
Write a short document for Anna. | - |
What day does the harbour office close? | - |
On which day was the contract of 3 March 2024 signed? | - |
How many weeks before the event must I book? | - |
How long is the notice period in the contract of 1 May 2023? | - |
Summarize the handbook. | - |
List all dates in the lease. | - |
How many pages mention 24 December? | - |
What is the answer to question 5 of the 2 exams? | - |
Add 3 eggs and 200 g of flour: which recipe is that in the book? | - |
Divide the text into 3 parts with 2 headings. | - |
What are the 3 most important of the 10 rules? | - |
Compare the offers of 1,200 and 1,350 euros. | - |
Was the invoice of 12 May 2024 over 500 euros paid within 30 days? | - |
Explain section 4.2 and section 5.1. | - |
Is 5 the limit? | - |
What does 2FA mean? | - |
Show me the page about leave. | - |
Search for a flat is over, who moves in? | - |
How much did Anna earn in 2023 and 2024? | - |
Multiply the number of employees in the report by 12 and 3. | - |
How many litres per hour does the pump take at 3 bar and 20 degrees? | - |
If the tenant pays 10 days late 2 times, what happens? | - |
If I cancel 14 days before a trip of 900 euros, how much do I get back? | - |
When do I get back the deposit of 2,400 euros if I leave on 1 May 2027? | - |
We meet on 3 March 2027 at 14:00; who comes? | - |
Take the 2 files of 2023 and compare them with 3 others. | - |
"""


@dataclass(frozen=True)
class Labelled:
    """A question, the tool it is for ("" for none), and what is to come of it."""

    question: str
    tool: str
    wanted: str


def _labelled(line: str) -> Labelled:
    question, tool, wanted = (part.strip() for part in line.split("|"))
    return Labelled(question, "" if tool == "-" else tool, wanted)


def questions_over_documents() -> list[str]:
    """Real questions that documents answer, in English, German, Spanish and Chinese: none of them is for a tool."""
    paths = shared_data("retrieval").glob("*/queries.jsonl")
    return [
        json.loads(line)["text"] for path in sorted(paths) for line in path.read_text(encoding="utf-8").splitlines()
    ]


QUESTIONS = tuple(_labelled(line) for line in _LINES.strip().splitlines())
TUNED, HELD_OUT = QUESTIONS[::2], QUESTIONS[1::2]
