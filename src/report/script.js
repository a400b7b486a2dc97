// The parts of the report that answer: "Look inside" and "Your own picture".
"use strict";
