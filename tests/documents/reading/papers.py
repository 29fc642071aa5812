# ruff: noqa: E501 - papers and patterns keep their lines
"""Invented papers as plain text, in the manners of several states and countries."""

from __future__ import annotations

A_STATE_SUBPOENA = """\
STATE OF COLUMBIANA
COUNTY COURT, COUNTY OF HALVORSEN
-------------------------------------------
In the Matter of a Grand Jury Investigation          Index No. 2026-GJ-118

SUBPOENA DUCES TECUM
(Criminal Procedure Law § 610.20)

IN THE NAME OF THE PEOPLE OF THE STATE OF COLUMBIANA

TO:  Custodian of Records
     Clipstream Inc.
     5 Harbor Way
     Palo Alto, CA 94301

GREETINGS:

YOU ARE HEREBY COMMANDED to appear before the Grand Jury of the County of Halvorsen at 25 Court
Street, Room 4, Halvorsen, NY 12207, on the 14th day of April, 2026 at 10:00 a.m., and to bring with you
the following: subscriber name, address, date of account creation, and IP login history for the Clipstream
account with the handle "night_heron.77" from January 15, 2026 until March 1, 2026.

YOU ARE FURTHER DIRECTED not to disclose the existence of this subpoena for a period of 90 days from the date of this subpoena.

Witness, Honorable Esther Van Dorn, Judge of the County Court, the 20th day of March, 2026.

Please direct questions to: Inv. Paula Kessler, Shield 3391, Halvorsen County District Attorney's Office,
60 Lodge Street, Albany, NY 12207, Tel. 518-555-0166 x203, pkessler@halvorsenda.example

                                   ______________________
                                   Rowena Achebe
                                   District Attorney
"""

A_PRESERVATION_LETTER = """\
BADGER CITY POLICE DEPARTMENT
Cyber Crimes Unit
P.O. Box 4417
Badger City, WI 53701

14 January 2026

Clipstream Inc.
Attn: Law Enforcement Response Team
legal@clipstream.example

Subject: 18 USC 2703(f) Preservation Request - Case 26-000817

To Whom It May Concern,

I am a detective with the Badger City Police Department. Pursuant to 18 U.S.C. Section 2703(f), you are hereby requested to preserve all records and communications relating to the following account(s) for 90 days:

    Username: @frozen.pond
    User ID:  7012345678901234567
    Profile:  https://www.clipstream.example/@frozen.pond

Records to be preserved include subscriber data, login IP addresses, direct messages and uploaded videos
for the period 12/01/2025 - 01/10/2026.

A search warrant is currently being drafted and will be submitted to the Dane County Circuit Court.

Please do not notify the account holder of this request.

Respectfully,

Det. Marcus O. Feld
Badge #2217
Office: (608) 555-0112 Ext. 31
mfeld@badgercitypd.example
"""

A_NOTICE_FROM_INDIA = """\
GOVERNMENT OF INDIA
CENTRAL BUREAU OF DIGITAL INVESTIGATION
Cyber Police Station, Sector 9, New Delhi 110003

F. No. 12/FIR-0045/2026                                   Dated: 03.02.2026

To
The Nodal Officer, Clipstream Pte. Ltd., 1 Raffles Link, Singapore 039393

NOTICE UNDER SECTION 94 OF THE BHARATIYA NAGARIK SURAKSHA SANHITA, 2023

Whereas FIR No. 0045/2026 has been registered under section 66C of the Information Technology Act, 2000, you are requested to furnish the following by 17.02.2026:

1. Registration details (name, mobile number, email id) of the user "delhi_deals99"
2. IP login logs from 01.12.2025 to 31.01.2026

You are directed not to disclose the contents of this notice to anyone.

(Rakesh Menon)
Inspector of Police
Mobile: +91 98100 00123
Email: r.menon@cbdi.example
"""

AN_EMERGENCY_FORM = """\
EMERGENCY DISCLOSURE REQUEST FORM

Requesting Agency: Pinewater Sheriff's Department
Officer Name and Rank: Deputy Carla Whitfield
Badge Number: 771
Agency Email: cwhitfield@pinewatersheriff.example
Phone: 541-555-0149
Supervisor: Sgt. Tom Ibarra
Date: 02/19/2026
Case Number: PS26-0219-04

Account(s): @trail.runner.emma
Profile URL: https://clipstream.example/@trail.runner.emma

Describe the emergency: A 16 year old posted that she has taken pills and is saying goodbye.
Person at risk: Emma, 16, surname unknown.
Type of harm: Death
Why is the requested information necessary to prevent the emergency? We cannot locate her without her phone number or recent IP address.
Information requested: Phone number, email address, and last 3 login IP addresses with timestamps.
Additional information: Snow is forecast tonight.

I attest that the above is true.
Signature: Carla Whitfield
"""

A_TREATY_REQUEST = """\
Staatsanwaltschaft Falkenberg
Hauptstrasse 12, 94315 Falkenberg

Aktenzeichen: 310 Js 4471/26
Falkenberg, den 9. März 2026

REQUEST FOR INTERNATIONAL LEGAL ASSISTANCE IN CRIMINAL MATTERS

To the competent authorities of the United States of America

The Public Prosecutor's Office of Falkenberg is conducting criminal proceedings against unknown persons for fraud under section 263 of the German Criminal Code.

We request, under the Treaty between the Federal Republic of Germany and the United States of America on Mutual Legal Assistance in Criminal Matters, that Clipstream Inc. disclose the subscriber data and the IP log files of the account "alpen_kauf" for the period from 1 October 2025 to 15 December 2025.

We request that the matter be treated confidentially and the account holder not be notified.

Contact: Kriminalhauptkommissarin Heike Brandl, Kriminalpolizei Falkenberg, telephone +49 30 23125 014, heike.brandl@polizei-falkenberg.example

Dr. Konrad Sturm
Oberstaatsanwalt
"""

A_STATE_WARRANT = """\
IN THE CIRCUIT COURT OF THE NINTH JUDICIAL CIRCUIT
IN AND FOR ALAMEDA COUNTY, FLORIDA

SEARCH WARRANT

CASE NO.: 2026-CF-001922

IN THE NAME OF THE STATE OF FLORIDA, TO ALL AND SINGULAR THE SHERIFFS:

WHEREAS, complaint on oath supported by affidavit has been made before me by Detective Ramona Cruz, Alameda County Sheriff's Office, Badge No. 5521, I find probable cause to believe that evidence of a violation of section 827.071, Florida Statutes, is stored at Clipstream Inc. in the account of user "coral_reefer".

NOW THEREFORE you are commanded to search the account and seize: all videos and drafts; direct messages; account registration information; and login IP records, between November 1, 2025 and February 10, 2026.

Pursuant to section 934.25, Florida Statutes, Clipstream Inc. is ordered not to notify the subscriber of this warrant for one year from the date of this order.

DONE AND ORDERED this 12th day of February, 2026.

_________________________
HON. LEOPOLD FINCH
CIRCUIT JUDGE

Return results to: Det. Ramona Cruz, rcruz@alamedaso.example, (407) 555-0187
"""
