--- Words: what generated titles, abstracts and reviews are made of.

local M = {}

--- Sentences of a reviewer who likes the paper; {aspect} and {thing} are filled in.
M.praise = {
  "The {aspect} is convincing and easy to follow.",
  "I enjoyed the {aspect}, which is careful and thorough.",
  "The {aspect} is strong, and the gain over the {thing} is impressive.",
  "To my mind the {aspect} is novel and elegant.",
  "The {thing} is an interesting idea that others will build on.",
  "Good results, and a clear account of the {aspect}.",
  "The authors answered my question about the {thing} well.",
}

--- Sentences of a reviewer who does not.
M.blame = {
  "The {aspect} is weak and hard to follow.",
  "I am not convinced by the {aspect}, since the {thing} is missing.",
  "It is unclear how the {thing} differs from earlier work.",
  "The {aspect} is limited to toy problems.",
  "Unfortunately the gain over the {thing} is marginal.",
  "The novelty is limited, as the {thing} was known before.",
  "Why was the {thing} not compared with a simple baseline?",
}

--- Sentences that any reviewer may write.
M.plain = {
  "The paper studies the {thing} with an eye on the {aspect}.",
  "However, the {aspect} could be discussed in more detail.",
  "How does the {thing} behave when the data grow?",
  "There are some typos in the part on the {thing}.",
  "The {thing} is trained in the usual way.",
  "The authors report the {aspect} in two tables.",
  "Please say how the {thing} was chosen.",
}

M.aspects = { "evaluation", "writing", "motivation", "analysis", "proof", "method", "comparison" }

M.things = { "encoder", "baseline", "objective", "regulariser", "sampler", "data set", "ablation" }

--- Topics: the share of a panel's good will that each enjoys, and its words.
M.topics = {
  { favour = 0.25, nouns = { "policy", "reward", "planner" }, field = "reinforcement learning" },
  { favour = 0.10, nouns = { "flow", "likelihood", "sampler" }, field = "generative modelling" },
  { favour = 0.00, nouns = { "gradient", "step size", "bound" }, field = "optimisation" },
  { favour = -0.10, nouns = { "parser", "sentence", "token" }, field = "language processing" },
  { favour = -0.25, nouns = { "filter", "image", "detector" }, field = "computer vision" },
}

--- Sentences of an abstract; {noun} and {field} come from the topic.
M.abstract = {
  "Much of {field} rests on the {noun}, yet little is known about the {noun}.",
  "We propose a {noun} that adapts itself to the {noun}.",
  "Experiments in {field} show where the {noun} helps and where it does not.",
  "Our analysis ties the {noun} to the cost of training.",
  "The {noun} is learned together with the {noun}.",
}

M.titles = {
  "Learning the {noun} in {field}",
  "One {noun} for every {noun}",
  "On the {noun} of {field}",
}

return M
