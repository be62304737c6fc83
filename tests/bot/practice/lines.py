"""What members write about goals and support: lines that draw a hint, and lines that do not."""

OPEN_GOALS = """\
become a better person
be fluent in Spanish in two years
finish my PhD
Be more patient
I want to be happier
get fit
I want to get fit this year
improve my English
Improve communication in my team
be a better listener
learn Spanish
Learn how to lead a team
grow as a leader
Grow my network
work on my confidence
read more books
write more
sleep better
eat healthier food and move more
worry less about what others think
spend less time on my phone
stop procrastinating
find balance between work and family
have more energy for my children
become a manager in three years
I would like to become a senior engineer
write a novel
Write my thesis
finish my master's degree
publish a book
start my own company
Launch a business
change careers
buy a house
retire early
To be one of the best in my field
One day I will open a bakery
be debt free by 2031
run a marathon within two years
double my income in the next five years
reach a new level in the next few months
Understand machine learning
do my best at work
feel less stressed
My goal is to stay calm in difficult talks
master the piano
read two books a month
save 200 euros every month
save a little money each month
do a monthly review of our plan
I’d like to be stronger
manage my time better""".splitlines()
CHECKABLE_GOALS = """\
three runs a week
send two applications
Run three times a week until I can run ten kilometres
Train for a 10 km run with three runs every week
write 500 words a day
Write for an hour every morning before work
Write one page every evening
call one customer each day
Practise Spanish for 20 minutes daily
Learn ten new Spanish words a day
swim on Tuesdays and Fridays
Go to the gym twice a week
Meditate every morning
Read 30 pages of a book per week
Finish two chapters of my thesis this quarter
finish my PhD by writing two pages a day
Write the methods chapter of my thesis
Ask Maria to be my mentor
Hold a one-to-one with each of my four reports
Cook at home on weekdays
Publish one blog post each week
Post a weekly update to my team
Send the draft to my editor
Hand in the grant application
Call my mother on Sundays
No phone after 9 pm
Walk 8,000 steps a day
Lose 5 kilos
Be in bed by 22:30 on weekdays
Be at my desk at eight every day
Become fluent in Spanish: 15 minutes of practice every day
Fix three bugs in an open source project
Book the exam and do a practice test every Saturday
Prepare my talk for the conference
Interview five users
Clean out the garage
Repair the bicycle
Draft the outline of the paper
Visit my father every weekend
Give a short talk to my colleagues
Say no to a dozen invitations
Practise the violin half an hour a day
Send my CV to a couple of firms
Make a budget and look at it once a week
Plant tomatoes in the garden
Lernen, jeden Tag eine Seite zu schreiben
Courir trois fois par semaine
毎日三十分走る
Zaključiti nalogo do petka""".splitlines()
QUALITIES = """\
kind, patient, honest
Kind and patient
be kind
Be honest with me
supportive
Gently
gently but firmly
with patience
With kindness and honesty
Direct, but friendly
please be gentle
someone who is calm
People who are reliable and warm
I need encouragement
I would like support
tough love
warm, open, curious
Non-judgmental and attentive
Not too harsh
very understanding
Be direct and clear
honest feedback
Thoughtful, respectful and constructive
encouraging
A bit of humour
Lots of positivity
empathy
Be there: no
friendly, please
Just be nice
strict
Always positive
in a calm and quiet way
Consistent and dependable
I like a partner who is frank
open-minded
Motivating, never harsh
kind but tough
with care and compassion
honestly
more patient and less strict
Cheerful!
I want to be supported with warmth
Playful and light""".replace("Be there: no\n", "").splitlines()
ACTIONS = """\
ask what got in the way before you suggest anything
Ask me what I tried
Listen first
Remind me why I started
Send me a message the evening before
Tell me honestly when I drift
Be honest when I make excuses
Ask one question and wait
Do not give advice unless I ask
Let me finish before you answer
Celebrate small steps with me
Push me when I avoid the hard part
Call me if I go quiet
Kindly ask what happened
Ask for the next step
Tell me what you noticed
Say what you heard
Repeat back what I said
Give me a day before you ask again
Laugh with me about it
Point out when I promise too much
Hold me to the date I gave
Check in on Wednesday
Share how you handled it
Leave me room to think
Ask how it went, then be quiet
Write me a line when I have a hard week
Help me to make it smaller
Be patient when I need a moment to find words
Stop me when I talk around it
Ask whether I want ideas or an ear
Tell me the truth
Say it straight
Name one thing that went well
Ask me twice
Meet me where I am
Let silence be
Look at my draft
Believe me when I say it is enough
Do not compare me with others
Questions rather than answers
Frag mich, was mich aufgehalten hat
Écoute d'abord
Just listen""".splitlines()
