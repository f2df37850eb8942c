from __future__ import annotations

from decimal import Decimal as D

from example_project.shop.content.words import FAQ, Goods, Page, Steps, SurveyWords, Words

PAGES = {
    "home": Page(
        "Iron that outlives its owner",
        intro="Pans, kettles and boards from Kostroma: poured, carved and seasoned by eleven people.",
        description="Cast-iron and lime-wood kitchenware from Kostroma.",
    ),
    "goods": Page("Cookware", intro="Three things, made well, made for long."),
    "pan": Page("Pechora frying pan 26 cm", tagline="Cast iron, lime handle, seasoned three times"),
    "kettle": Page("Vetluga kettle", tagline="Cast iron outside, enamel inside, a cool grip"),
    "board": Page("Linden board", tagline="One piece of lime, oiled and waxed"),
    "delivery": Page("Delivery", intro="From our door to yours, usually within a week."),
    "questions": Page("Questions", intro="What we are asked most, and what we answer."),
    "reviews": Page(
        "Reviews",
        intro="Reviews, complaints, suggestions and thanks from our customers. "
        "We do not delete complaints and answer each of them.",
    ),
    "told": Page(
        "What buyers told us", intro="Answers to the six questions about an order, counted together."
    ),
    "privacy": Page("Your details", intro="What we keep, for how long, and how you get rid of it."),
    "plain": Page(
        "Reviews, without the book",
        intro="The same page without feedback blocks: what the others are measured against.",
    ),
    "imported": Page(
        "Clothing shop (imported)",
        intro="Sixty real reviews of another shop, brought in from a file with one command.",
    ),
}
SURVEY = SurveyWords(
    title="Six questions about your order",
    goal="Understand what gets in the way of choosing and ordering",
    intro="It takes two minutes. You may skip any question.",
    steps=("How you chose", "What mattered", "One last thing"),
    nps="Would you recommend us to friends?",
    never="not at all",
    always="I already do",
    wrong="What went wrong?",
    helped="What helped you choose?",
    helpers={
        "reviews": "Reviews",
        "pictures": "Pictures and sizes",
        "call": "Advice by phone",
        "other": "Something else",
        "none": "None of these",
    },
    agree="Do you agree?",
    statements={
        "easy": "Ordering was easy",
        "true": "The pictures told the truth",
        "packed": "There was not too much packaging",
    },
    degrees={"1": "Not at all", "2": "Rather not", "3": "No idea", "4": "Rather yes", "5": "Yes"},
    matters="What matters more to you?",
    values={
        "price": "The price",
        "speed": "How fast it came",
        "page": "Pictures and sizes on the page",
        "return": "Being able to return it",
    },
    first="What should we mend first?",
    sorry=(
        "Thank you for being frank",
        "We read it today. If you want an answer, write into the review book.",
    ),
    thanks=("Thank you for your answers!", "They help those who choose after you."),
    troubles=(
        "The parcel came two days late and nobody called",
        "The lid does not fit as in the picture",
        "I could not find the size anywhere on the page",
        "The form did not take my phone number",
    ),
    wishes=(
        "Say how much each pan weighs",
        "Do you deliver to parcel lockers?",
        "More pictures of the handle",
        "Let me pay when it comes",
        "Can I order a spare lid on its own?",
    ),
)
FAQS = {
    "delivery": FAQ(
        "Delivery and returns",
        [
            (
                "return",
                "Can I send it back?",
                "<p>Within 14 days if it has not met a fire, within two years if it is our fault. "
                "We pay the way back.</p>",
                ["How do I return a pan?", "Refund for a kettle that does not suit"],
            ),
            (
                "collect",
                "Can I collect it?",
                "<p>Yes, at the workshop, Monday to Friday from 9 to 18.</p>",
                ["Pickup at your workshop", "Where is your shop?"],
            ),
            (
                "duration",
                "How long does a parcel take?",
                "<p>Three to nine days. The number to follow it by comes by email.</p>",
                ["When will my order arrive?", "Delivery time"],
            ),
        ],
    ),
    "care": FAQ(
        "Care of cast iron",
        [
            (
                "rust",
                "My pan has gone rusty. Can it be saved?",
                "<p>Nearly always. Rub the rust off with salt and a sponge, dry the pan on the hob, oil it "
                "thinly and bake it for an hour at 200 °C.</p>",
                ["Rust spots after washing", "How do I season the pan again?"],
            ),
            (
                "dishwasher",
                "May it go into the dishwasher?",
                "<p>No: it would lose its oil and rust.</p>",
                ["Is it dishwasher safe?"],
            ),
            (
                "hob",
                "Which hobs does it suit?",
                "<p>Gas, electric and induction. Lift it over glass, do not push it.</p>",
                ["Does it work on induction?"],
            ),
        ],
    ),
}
GOODS = {
    "pan": Goods(
        about="A pan for pancakes on Sunday and for potatoes on the other six days.",
        care="<p>Wash it with hot water and a brush, dry it on the hob, rub it with a drop of oil while it "
        "is warm. No soap for the first month. The lime handle comes off with one screw before the oven.</p>",
        facts=[
            ("Across the top", (D("26"), "cm")),
            ("Wall", (D("4.5"), "mm")),
            ("Weight with the handle", (D("2.4"), "kg")),
            ("Hobs", "gas, electric, induction"),
            ("Oven, handle off", True),
            ("Dishwasher", False),
            ("Guarantee", (D("10"), "year")),
        ],
    ),
    "kettle": Goods(
        about="Slow to boil and slow to cool: tea stays hot for an hour without a cosy.",
        care="<p>Enamelled inside, so nothing rusts and nothing tastes of iron. Boil it out with a slice of "
        "lemon once a month. The grip on the bow is lime and stays cool over gas.</p>",
        facts=[
            ("Holds", (D("1.6"), "litre")),
            ("Height with the bow", (D("24"), "cm")),
            ("Weight", (D("2.9"), "kg")),
            ("Inside", "two coats of enamel"),
            ("Induction", True),
            ("Guarantee", (D("5"), "year")),
        ],
    ),
    "board": Goods(
        about="One piece of lime, no glue: kind to knives and light enough to carry to the pot.",
        care="<p>Rinse it under cold water and let it dry standing. Once a season rub it with the wax from "
        "the tin that comes along. It will darken like honey: that is how it should be.</p>",
        facts=[
            ("Length with the handle", (D("42"), "cm")),
            ("Width", (D("24"), "cm")),
            ("Thickness", (D("22"), "mm")),
            ("Weight", (D("0.9"), "kg")),
            ("Finish", "flax oil and beeswax"),
            ("Dishwasher", False),
        ],
    ),
}
TRY_VISITOR = (
    '<p>Open <a href="/en/reviews/">Reviews</a> and leave a complaint with an address such as '
    'anna@example.org. Every email the shop sends lands in the <a href="/mailbox/">mailbox</a>: '
    "confirm the address there and follow your entry.</p>"
)
TRY_MODERATOR = (
    '<p>Sign in and open the <a href="/admin/snippets/wagtail_feedback_reviews/entry/">Inbox</a>: '
    "the complaint is first. Open it. Keys: <b>a</b> publish, <b>w</b> do not publish, <b>r</b> answer, "
    "<b>j</b> and <b>k</b> next and previous, <b>?</b> all of them.</p>"
)
TRY_EDITOR = (
    '<p>Sign in to the <a href="/admin/">admin</a>, open any page of the shop, add a block from the group '
    "<b>Feedback</b>, look at the preview and publish.</p>"
)
ENGLISH = Words(
    pages=PAGES,
    goods=GOODS,
    try_it=Steps(
        "Try it",
        "Three people meet in this shop. Be each of them for a minute.",
        [
            ("As a visitor", "no login", TRY_VISITOR),
            ("As a moderator", "moderator / changeme", TRY_MODERATOR),
            ("As an editor", "editor / changeme", TRY_EDITOR),
        ],
    ),
    what_we_make="What we make",
    workshop_title="From a hall by the Volga",
    workshop="<p>We pour iron on Tuesdays and Fridays, in green sand, eleven people in one hall by the "
    "Volga. Each pan is ground inside by hand and seasoned three times with flax oil, so that it leaves us "
    "black and ready for the first egg.</p>"
    "<p>The lime comes from the forest behind Galich. It dries for two years before it becomes a board or a "
    "handle: it does not blunt a knife and does not burn a hand.</p>",
    rules_title="How we read",
    rules="<p>We publish praise and criticism alike and answer every complaint within three working days. "
    "If we are late, the page says so.</p>"
    "<p>We withhold only what breaks the law, insults, discloses other people’s personal data, advertises, "
    "repeats itself, is not about the shop or not the author’s own experience. The rating takes no part "
    "in it.</p>",
    buyers="What buyers say",
    write="Write to us",
    asked="How did your order go?",
    survey=SURVEY,
    ask="No answer here? Ask us",
    measures="Measures and materials",
    delivery="<p>Iron travels in a double box, each piece in felt. If something arrives chipped, take a "
    "picture while the courier waits, write to us, and a new one leaves the same day.</p>",
    privacy="<p>You may write to us without a name, an address or an account. If you leave an email address "
    "or an order number, we keep it to answer you and to look up the order. We do not publish it.</p>"
    "<p>Two years after the last email or change we delete it, unless we owe you an answer. Your words, and "
    "the name and the town you gave, stay in the book until you take them back.</p>"
    "<p>The link in every email shows what we keep and deletes it at once. No emails? "
    '<a href="/feedback/mine/en/">Open your entry</a> with the number and the code you saw after sending it. '
    "Or write to privacy@iron-linden.example.</p>",
    delivery_table="Times and prices",
    parcel="A parcel tied with string",
    delivery_facts=[
        ("Packed within", (D("1"), "day")),
        ("Moscow and St Petersburg", (D("3"), "day")),
        ("The rest of Russia", "4 to 9 working days"),
        ("Estonia, Latvia, Finland", "8 to 14 working days"),
        ("Courier, up to 5 kg", (D("490"), "₽")),
        ("Abroad, up to 5 kg", (D("22"), "€")),
        ("You may look before you pay", True),
    ],
    faq=FAQS,
)
