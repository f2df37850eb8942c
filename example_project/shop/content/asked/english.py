from __future__ import annotations

from example_project.shop.content.asked import Asked

ASKED = [
    Asked(
        [
            (1.1, "The pictures do not load, I only see grey boxes. Is it me?"),
            (1.9, "Hello, your pictures won't load for me. Could you check?"),
            (2.6, "Why do the pictures not load on my iPad?"),
            (4.2, "None of the pictures load, I see empty frames."),
            (6.5, "Pictures do not load on mobile data."),
            (13, "Your pictures don't load in Firefox."),
            (24, "The pictures are not loading again. How do I see the inside of the kettle?"),
        ],
        area="pictures",
        name="Pictures do not load",
    ),
    Asked(
        [
            (0.8, "I cannot finish my order, the button does nothing."),
            (1.6, "I cannot finish my order. What am I doing wrong?"),
            (2.3, "Cannot finish the order, it keeps asking for a postcode."),
            (3.4, "Good evening. I've tried three times and cannot finish my order."),
            (5.7, "Why can I not finish my order? It just spins."),
            (9.2, "How do I finish my order when the button stays grey?"),
            (16, "I couldn't finish my order last night, the screen went white."),
            (29, "I am unable to finish an order from Finland. Is something broken?"),
        ],
        area="ordering",
        name="Cannot finish an order",
    ),
    Asked(
        [
            (1.4, "Do you sell a lid for the 26 cm pan?"),
            (3.9, "Is there a lid for the 26 cm pan?"),
            (7.1, "Which lid is right for the 26 cm pan?"),
            (10, "Can I get a lid for the pan separately?"),
            (14, "Hi! Will there be a lid for the 26 cm pan before Christmas?"),
            (18, "Does the pan come with a lid?"),
            (22, "Any news about the lid for the pan?"),
            (33, "I'd like a lid for my pan and can't see one."),
            (41, "Looking for a cast-iron lid for the 26 cm pan, do you make them?"),
        ],
        area="product",
    ),
    Asked(
        [
            (0.6, "Where is my parcel? The tracking number has shown nothing for five days."),
            (2.1, "My tracking number does not work. Has the parcel left you at all?"),
            (3.2, "Tracking says the parcel is in a depot since Monday. Where is it really?"),
            (5.1, "I have no tracking number yet. When do you send it?"),
            (8.4, "Hello, the tracking has not moved for a week. Is my parcel lost?"),
            (11, "Where can I track my parcel to Riga?"),
            (15, "Which courier does the tracking number belong to? Yours is not found on their site."),
            (19, "Can you tell me where my parcel is? The tracking page is empty."),
            (26, "Tracking number doesn't work on the courier's site, please send the right one."),
            (37, "How do I track a parcel to Finland?"),
        ],
        area="delivery",
    ),
    Asked(
        [
            (2.4, "Can I change the delivery address after ordering?"),
            (6.1, "I typed my old address. How can I change the address of my order?"),
            (12, "Please change the delivery address, I've moved. Or should I order again?"),
            (21, "Is it possible to change the address once an order is paid?"),
            (35, "Need to change the delivery address of my order to my office, how?"),
        ],
        area="delivery",
    ),
    Asked(
        [
            (1.7, "Can you gift wrap the board?"),
            (4.8, "Do you offer gift wrapping? It's a wedding present."),
            (8.9, "Is gift wrapping possible, and can you put a card in with it?"),
            (13, "How much does gift wrapping cost for a kettle?"),
            (20, "Hi, could you gift wrap the pan and leave the invoice out of the box?"),
            (28, "It is a gift. Do you wrap it, and can I add a card with a few words?"),
        ],
        area="service",
    ),
    Asked(
        [
            (3.1, "Everything sticks to my new pan. Do I season it again?"),
            (6.8, "Eggs stick to the pan. How often should I season it?"),
            (9.9, "Pancakes stick to the pan. Do I have to season it again?"),
            (17, "How do I season the pan again so that nothing sticks?"),
            (25, "Food sticks to the pan since I used soap. Can I season it myself?"),
            (39, "Which oil should I season the pan with? Eggs stick."),
        ],
        area="product",
    ),
    Asked(
        [
            (4.4, "Can our company pay by invoice?"),
            (12, "We'd like to order six boards for our office and pay by invoice. Is that possible?"),
            (23, "Do you issue an invoice with VAT for a company?"),
            (34, "Is it possible to pay by invoice instead of by card? We are a small café."),
        ],
        area="payment",
    ),
    Asked([(2.9, "May I visit the foundry with a class of fourteen-year-olds?")]),
    Asked([(5.5, "Is the linden from a certified forest?")], area="product"),
    Asked([(7.7, "Do you hire apprentices without experience?")]),
    Asked([(11, "What does the fish stamped on the handle mean?")], area="product"),
    Asked([(15, "Could I use your photograph of the workshop in my blog if I name you?")]),
    Asked([(27, "My grandmother has a kettle with your mark from 1961. Could it be yours?")]),
    Asked([(31, "Will the board warp if it stands next to a radiator?")], area="product"),
    Asked([(44, "Do you take old iron back for melting?")]),
]
