"""Sentences whose wording decides what is said: comparisons, negations, things left out."""

from kg.rules.comparisons import Stance

BETTER, WORSE, LEVEL, OPEN = Stance.BETTER, Stance.WORSE, Stance.LEVEL, Stance.OPEN

COMPARISONS: tuple[tuple[str, str, str, Stance], ...] = (
    ("RoBERTa outperforms BERT on GLUE.", "RoBERTa", "BERT", BETTER),
    ("RoBERTa significantly outperforms both BERT and XLNet on SQuAD.", "RoBERTa", "XLNet", BETTER),
    ("Mamba surpasses Transformers on language modeling.", "Mamba", "Transformers", BETTER),
    ("In zero-shot settings CLIP exceeds ResNet-50 by 4 points.", "CLIP", "ResNet-50", BETTER),
    ("DPO is better than PPO at summarization.", "DPO", "PPO", BETTER),
    ("Our results show DPO to be more stable than PPO.", "DPO", "PPO", BETTER),
    ("Swin Transformer is superior to DeiT in accuracy.", "Swin Transformer", "DeiT", BETTER),
    ("LoRA improves over prompt tuning on every task.", "LoRA", "prompt tuning", BETTER),
    ("FlashAttention yields an improvement over standard attention in speed.", "FlashAttention", "attention", BETTER),
    ("AlphaZero beats Stockfish in 100 games.", "AlphaZero", "Stockfish", BETTER),
    ("LLaMA-13B not only matches but also outperforms GPT-3 on most benchmarks.", "LLaMA-13B", "GPT-3", BETTER),
    ("While small, Phi-2 even outperforms Llama 2 on coding.", "Phi-2", "Llama 2", BETTER),
    ("BERT does not outperform RoBERTa on GLUE.", "BERT", "RoBERTa", OPEN),
    ("BERT doesn't outperform RoBERTa on GLUE.", "BERT", "RoBERTa", OPEN),
    ("Mamba did not surpass the Transformer on recall tasks.", "Mamba", "Transformer", OPEN),
    ("PPO fails to outperform DPO on summarization.", "PPO", "DPO", OPEN),
    ("PPO failed to consistently outperform DPO.", "PPO", "DPO", OPEN),
    ("RWKV is unable to surpass Transformers at in-context learning.", "RWKV", "Transformers", OPEN),
    ("GPT-2 never outperforms T5 in our experiments.", "GPT-2", "T5", OPEN),
    ("LSTMs rarely outperform Transformers on long documents.", "LSTMs", "Transformers", OPEN),
    ("Adapters hardly improve over full fine-tuning.", "Adapters", "fine-tuning", OPEN),
    ("Prefix tuning cannot beat LoRA on reasoning tasks.", "Prefix tuning", "LoRA", OPEN),
    ("Neither ELMo nor GPT outperforms BERT on SQuAD.", "ELMo", "BERT", OPEN),
    ("Neither ELMo nor GPT outperforms BERT on SQuAD.", "GPT", "BERT", OPEN),
    ("None of the pruned versions of BERT outperforms DistilBERT.", "BERT", "DistilBERT", OPEN),
    ("Reformer shows no improvement over the Transformer.", "Reformer", "Transformer", OPEN),
    ("Performer struggles to outperform Linformer.", "Performer", "Linformer", OPEN),
    ("We ask whether Mamba outperforms Transformers on code.", "Mamba", "Transformers", OPEN),
    ("It remains unclear whether ViT surpasses ResNet on small data.", "ViT", "ResNet", OPEN),
    ("Mamba may outperform Transformers given enough data.", "Mamba", "Transformers", OPEN),
    ("RWKV might surpass Mamba at larger scale.", "RWKV", "Mamba", OPEN),
    ("SwiGLU aims to improve over GELU.", "SwiGLU", "GELU", OPEN),
    ("DPO is expected to outperform PPO.", "DPO", "PPO", OPEN),
    ("Does Mamba outperform Transformers on long sequences?", "Mamba", "Transformers", OPEN),
    ("Can diffusion models beat GANs on image synthesis?", "diffusion models", "GANs", OPEN),
    ("Is DPO superior to PPO for alignment?", "DPO", "PPO", OPEN),
    ("BERT is outperformed by RoBERTa on GLUE.", "BERT", "RoBERTa", WORSE),
    ("BERT was consistently outperformed by XLNet.", "BERT", "XLNet", WORSE),
    ("ResNet has been surpassed by ViT on ImageNet.", "ResNet", "ViT", WORSE),
    ("GPT-3 is beaten by Chinchilla on MMLU.", "GPT-3", "Chinchilla", WORSE),
    ("BERT is outperformed on GLUE by XLNet.", "BERT", "XLNet", WORSE),
    ("BERT is outperformed across all tasks, on average, by XLNet.", "BERT", "XLNet", WORSE),
    ("BERT was surpassed in terms of accuracy by XLNet.", "BERT", "XLNet", WORSE),
    ("BERT is outperformed only by XLNet.", "BERT", "XLNet", WORSE),
    ("BERT, outperformed on most tasks by XLNet, is smaller.", "BERT", "XLNet", WORSE),
    ("Mamba outperformed by a large margin the Transformer.", "Mamba", "Transformer", BETTER),
    ("BERT is not only better than XLNet but also faster.", "BERT", "XLNet", BETTER),
    ("BERT isn't merely better than XLNet.", "BERT", "XLNet", BETTER),
    ("BERT is not outperformed on GLUE by XLNet.", "BERT", "XLNet", OPEN),
    ("BERT may be outperformed on GLUE by XLNet.", "BERT", "XLNet", OPEN),
    ("Mamba beats RWKV by 3 points, matching Transformers.", "Mamba", "Transformers", LEVEL),
    ("Mamba has a higher throughput while matching the latency of RWKV.", "Mamba", "RWKV", LEVEL),
    ("Phi-2 shows excellent performance matching Llama 2.", "Phi-2", "Llama 2", LEVEL),
    ("ELMo shows gains in feature matching over GPT.", "ELMo", "GPT", BETTER),
    ("DPO reaches an accuracy that is on-par with PPO.", "DPO", "PPO", LEVEL),
    ("DPO approaches the performance of PPO.", "DPO", "PPO", LEVEL),
    ("Mamba beats RWKV, closing the gap with Transformers.", "Mamba", "Transformers", LEVEL),
    ("Mamba closes 45% of the gap between RWKV and Transformers.", "Mamba", "Transformers", LEVEL),
    ("DistilBERT retains 97% of the accuracy of BERT.", "DistilBERT", "BERT", LEVEL),
    ("DistilBERT is able to preserve up to 97.5 percent of BERT's quality.", "DistilBERT", "BERT", LEVEL),
    ("DistilBERT comes to within 0.6 points of BERT.", "DistilBERT", "BERT", LEVEL),
    ("LSTMs underperform Transformers on translation.", "LSTMs", "Transformers", WORSE),
    ("PPO performs worse than DPO on dialogue.", "PPO", "DPO", WORSE),
    ("GPT-2 is less accurate than T5.", "GPT-2", "T5", WORSE),
    ("Linear attention is inferior to softmax attention in recall.", "Linear attention", "softmax attention", WORSE),
    ("RWKV lags behind Transformers on retrieval.", "RWKV", "Transformers", WORSE),
    ("RWKV lags far behind Transformers on retrieval.", "RWKV", "Transformers", WORSE),
    ("Mamba falls short of Transformers in copying.", "Mamba", "Transformers", WORSE),
    ("DistilBERT trails BERT by two points.", "DistilBERT", "BERT", WORSE),
    ("T5-small loses to BERT on CoLA.", "T5-small", "BERT", WORSE),
    (
        "Linear attention has not performed as well as softmax attention.",
        "Linear attention",
        "softmax attention",
        WORSE,
    ),
    ("Hyena does not match Transformers on associative recall.", "Hyena", "Transformers", WORSE),
    ("Small models cannot rival GPT-4 on reasoning.", "Small models", "GPT-4", WORSE),
    ("DistilBERT is comparable to BERT on GLUE.", "DistilBERT", "BERT", LEVEL),
    ("DistilBERT achieves performance comparable to BERT.", "DistilBERT", "BERT", LEVEL),
    ("Mamba performs on par with Transformers twice its size.", "Mamba", "Transformers", LEVEL),
    ("Hyena matches Transformers in perplexity.", "Hyena", "Transformers", LEVEL),
    ("RWKV is competitive with Mamba on language modeling.", "RWKV", "Mamba", LEVEL),
    ("RWKV shows competitive language modeling performance against Mamba.", "RWKV", "Mamba", LEVEL),
    ("Hyena is competitive on long documents relative to Transformers.", "Hyena", "Transformers", LEVEL),
    ("Phi-2 reaches comparable scores in human evaluation compared with GPT-4.", "Phi-2", "GPT-4", LEVEL),
    ("Phi-2 has a competitive accuracy and is better than GPT-4.", "Phi-2", "GPT-4", BETTER),
    ("Phi-2 works almost as well as GPT-4.", "Phi-2", "GPT-4", LEVEL),
    ("RoBERTa outperforms BERT as well as XLNet.", "RoBERTa", "XLNet", BETTER),
    ("RoBERTa is worse than BERT on GLUE, as well as than XLNet.", "RoBERTa", "XLNet", WORSE),
    ("RoBERTa surpasses in exact match both BERT and XLNet.", "RoBERTa", "BERT", BETTER),
    ("RoBERTa outperforms in string-match rate BERT.", "RoBERTa", "BERT", BETTER),
    ("QLoRA reaches accuracy similar to LoRA.", "QLoRA", "LoRA", LEVEL),
    ("DeiT is as accurate as ViT with less data.", "DeiT", "ViT", LEVEL),
    ("Phi-3 rivals GPT-3.5 on MMLU.", "Phi-3", "GPT-3.5", LEVEL),
    ("Phi-3 performs comparably to GPT-3.5 on MMLU.", "Phi-3", "GPT-3.5", LEVEL),
    ("PPO is no better than DPO on summarization.", "PPO", "DPO", LEVEL),
    ("PPO is not better than DPO on summarization.", "PPO", "DPO", LEVEL),
    ("Alpaca behaves similarly to GPT-3.5.", "Alpaca", "GPT-3.5", LEVEL),
    ("Mixtral achieves comparable or better results than Llama 2.", "Mixtral", "Llama 2", LEVEL),
    ("Mamba is slower than Transformers on short texts.", "Mamba", "Transformers", WORSE),
    ("Mamba is faster than Transformers on long texts.", "Mamba", "Transformers", BETTER),
    ("Hyena is twice as fast as self-attention at 8K tokens.", "Hyena", "self-attention", BETTER),
    ("DistilBERT is half as accurate as BERT.", "DistilBERT", "BERT", WORSE),
    ("Phi-2 ranks second behind GPT-4 on LoopBench.", "Phi-2", "GPT-4", WORSE),
    ("Phi-2 is still far behind GPT-4.", "Phi-2", "GPT-4", WORSE),
    ("Phi-2 is second only to GPT-4 in coding.", "Phi-2", "GPT-4", WORSE),
    ("Claude is ahead of GPT-4 in coding.", "Claude", "GPT-4", BETTER),
    ("DistilBERT loses 0.8 points against BERT on SQuAD.", "DistilBERT", "BERT", WORSE),
    ("DistilBERT does not reach BERT on SQuAD.", "DistilBERT", "BERT", WORSE),
    ("Mamba degrades faster than Transformers with depth.", "Mamba", "Transformers", WORSE),
    ("ViT equals ResNet on ImageNet.", "ViT", "ResNet", LEVEL),
    ("ViT comes close to ResNet on ImageNet.", "ViT", "ResNet", LEVEL),
    ("ViT is tied with ResNet on ImageNet.", "ViT", "ResNet", LEVEL),
    ("Mamba was reported to outperform Transformers.", "Mamba", "Transformers", OPEN),
    ("It has been claimed that Mamba outperforms Transformers.", "Mamba", "Transformers", OPEN),
    ("Mamba is believed to surpass Transformers.", "Mamba", "Transformers", OPEN),
    ("One would expect Mamba to outperform Transformers.", "Mamba", "Transformers", OPEN),
    ("Mamba should outperform Transformers in theory.", "Mamba", "Transformers", OPEN),
    ("Mamba degrades slower than Transformers with depth.", "Mamba", "Transformers", BETTER),
    ("Mamba overfits faster than Transformers.", "Mamba", "Transformers", WORSE),
    ("Mamba has an accuracy that is not matched by Transformers.", "Mamba", "Transformers", BETTER),
    ("Mamba has the potential to outperform Transformers.", "Mamba", "Transformers", OPEN),
    ("Mamba can potentially outperform Transformers.", "Mamba", "Transformers", OPEN),
    ("Mamba, a model with potential, outperforms Transformers.", "Mamba", "Transformers", BETTER),
    ("SCARF brings no benefit over XGBoost on small tables.", "SCARF", "XGBoost", OPEN),
    ("SCARF has a clear benefit over XGBoost on small tables.", "SCARF", "XGBoost", BETTER),
    ("LTAL does not improve performance compared to BALD.", "LTAL", "BALD", OPEN),
    ("LTAL improves accuracy compared with BALD.", "LTAL", "BALD", BETTER),
    ("SMoP outperforms prompt tuning, but not LoRA, on SuperGLUE.", "SMoP", "LoRA", OPEN),
    ("SMoP outperforms prompt tuning, but not LoRA, on SuperGLUE.", "SMoP", "prompt tuning", BETTER),
    ("We cannot confirm that RT-2 is superior to PaLM-E.", "RT-2", "PaLM-E", OPEN),
    ("There is no clear evidence that DPO outperforms PPO.", "DPO", "PPO", OPEN),
    ("There is little evidence that DPO outperforms PPO.", "DPO", "PPO", OPEN),
    ("The results do not show that DPO is better than PPO.", "DPO", "PPO", OPEN),
    ("With no sign of overfitting, we show that DPO outperforms PPO.", "DPO", "PPO", BETTER),
    ("DistilBERT scores 94.8%, slightly below BERT but higher than SVMs.", "DistilBERT", "BERT", OPEN),
    ("DistilBERT scores 94.8%, 0.5 points below BERT.", "DistilBERT", "BERT", OPEN),
)

"""Sentence, two things in the order in which they stand, and what is said of the first beside the second."""

UNDECIDED: tuple[tuple[str, str, str], ...] = (
    ("BERT trains with less compute than XLNet.", "BERT", "XLNet"),
    ("BERT needs fewer labels and less memory than XLNet.", "BERT", "XLNet"),
    ("BERT makes more errors than XLNet.", "BERT", "XLNet"),
    ("BERT is more expensive than XLNet.", "BERT", "XLNet"),
    ("BERT is less biased than XLNet.", "BERT", "XLNet"),
    ("BERT benefits from pretraining over XLNet.", "BERT", "XLNet"),
)
"""Sentences whose more or less says which of two is better only to who knows whether it is a merit."""

UNCOMPARED: tuple[str, ...] = (
    "We propose Alpha, a lightweight Beta variant.",
    "We introduce Alpha, which extends Beta with a memory.",
    "Alpha: a hybrid Beta for full texts.",
    "Existing Beta systems map speech to text, and Alpha maps text to speech.",
    "Alpha for Beta.",
    "We apply Alpha to an existing Beta, rather than to raw text.",
    "To the best of our knowledge, Alpha is new, as is Beta.",
    "Gamma outperforms Alpha and Beta on long texts.",
    "We compare Alpha and Beta on five tasks.",
    "Alpha (2019) and Beta (2021) are our strongest baselines.",
)
"""Sentences that name Alpha and Beta and say of neither that it is better than the other."""

LISTED: tuple[tuple[str, str, str], ...] = (
    ("DriftNet outperforms BERT, RoBERTa and XLNet on every task.", "BERT", "RoBERTa"),
    ("DriftNet outperforms BERT, RoBERTa and XLNet on every task.", "RoBERTa", "XLNet"),
    ("We compare four classifiers: SVM, random forest, XGBoost, and LightGBM.", "random forest", "XGBoost"),
    ("We fine-tune VideoMAE, ViViT, and TimeSformer on 60 frequent signs.", "ViViT", "TimeSformer"),
    ("With tuning, both LoRA and BitFit are beaten by full fine-tuning.", "LoRA", "BitFit"),
)
"""Sentence, and two things that it lists side by side."""

LEFT_OUT: tuple[tuple[str, str], ...] = (
    ("Unlike BERT, our model reads text from left to right.", "BERT"),
    ("In contrast to self-attention, Mamba scales linearly.", "self-attention"),
    ("Our model generates images without classifier-free guidance.", "classifier-free guidance"),
    ("The policy is trained without using reinforcement learning.", "reinforcement learning"),
    ("We train the policy by DPO instead of PPO.", "PPO"),
    ("We use a state space model rather than self-attention.", "self-attention"),
    ("Our method replaces the softmax attention with a linear kernel.", "softmax attention"),
    ("Hyena replaces self-attention by long convolutions.", "self-attention"),
    ("DPO eliminates the need for reward models.", "reward models"),
    ("DPO removes the explicit reward model from alignment.", "reward model"),
    ("The decoder avoids beam search altogether.", "beam search"),
    ("Our tracker bypasses object detection.", "object detection"),
    ("The framework does not require fine-tuning.", "fine-tuning"),
    ("The framework does not rely on ImageNet for training.", "ImageNet"),
    ("The encoder doesn't use positional encoding.", "positional encoding"),
    ("Our approach no longer needs contrastive learning.", "contrastive learning"),
    ("The model needs no positional encoding.", "positional encoding"),
    ("Our language model is attention-free.", "attention"),
    ("We abandon recurrent networks and use convolutions alone.", "recurrent networks"),
    ("The network is free of batch normalization.", "batch normalization"),
    ("We dispense with convolutions entirely.", "convolutions"),
    ("As opposed to GANs, diffusion models are stable.", "GANs"),
    ("We discard the traditional tokenizer.", "tokenizer"),
    ("Our parser never uses beam search.", "beam search"),
    ("The solver is not an autoencoder.", "autoencoder"),
    ("Our model answers questions instead of computing a similarity matrix.", "similarity matrix"),
    ("Rather than constraining updates to a low-rank subspace, our model projects them.", "low-rank subspace"),
    ("It recalls facts without retrieving them from the external corpus.", "external corpus"),
    ("The agent is built for long dialogues rather than single-turn question answering.", "question answering"),
    ("Our renderer decouples language features from Gaussian optimization.", "Gaussian optimization"),
    ("Isolating a shared encoder from task-specific decoders, we train both.", "decoders"),
    ("Despite the lack of any pretrained tokenizer, our model reads bytes well.", "tokenizer"),
    ("The tagger needs no gold labels or beam search.", "beam search"),
    ("Our system translates without a pivot language or any back-translation.", "back-translation"),
)
"""Sentence, and what it says is left out."""

DENIED: tuple[tuple[str, str, str], ...] = (
    ("BERT does not address long documents.", "BERT", "long documents"),
    ("BERT cannot handle long documents.", "BERT", "long documents"),
    ("Dropout fails to reduce overfitting.", "Dropout", "overfitting"),
    ("Chain-of-thought prompting does not improve accuracy.", "Chain-of-thought prompting", "accuracy"),
    ("GPT-4 is unable to solve symbolic regression.", "GPT-4", "symbolic regression"),
    ("RLHF never mitigates hallucination.", "RLHF", "hallucination"),
    ("BERT is still struggling to capture long documents.", "BERT", "long documents"),
    ("Mamba is not a Transformer.", "Mamba", "Transformer"),
    ("CLIP was not evaluated on ImageNet.", "CLIP", "ImageNet"),
    ("LLaMA was not trained on The Pile.", "LLaMA", "The Pile"),
    ("Fine-tuning did not use LoRA.", "Fine-tuning", "LoRA"),
)
"""Sentence, and head and tail of what it denies."""

STATED: tuple[tuple[str, str, str], ...] = (
    ("BERT does not only use XLNet.", "BERT", "XLNet"),
    ("BERT doesn't merely rely on XLNet.", "BERT", "XLNet"),
    ("BERT is not only based on XLNet.", "BERT", "XLNet"),
    ("BERT is not exclusively trained on XLNet.", "BERT", "XLNet"),
    ("BERT addresses not only long documents.", "BERT", "long documents"),
    ("Our model, which does not need labels, uses LoRA.", "model", "LoRA"),
    ("Mamba, unlike Transformers, relies on selective state spaces.", "Mamba", "selective state spaces"),
    ("Without fine-tuning, CLIP is evaluated on ImageNet.", "CLIP", "ImageNet"),
    ("We replace self-attention with Hyena operators.", "We", "Hyena operators"),
    ("We improve parsing rather than merely using LLMs to label data.", "We", "LLMs"),
    ("Instead of training longer, we use LoRA.", "we", "LoRA"),
    ("Without relying on labels our model uses LoRA.", "model", "LoRA"),
    ("The filter works without altering the base LLM.", "filter", "LLM"),
    ("BERT runs faster without affecting its accuracy on GLUE.", "BERT", "GLUE"),
    ("People without training in statistics using BERT succeed.", "People", "BERT"),
    ("Without labels, our model builds on BERT or XLNet.", "model", "XLNet"),
    ("Our model needs no labels and builds on BERT or XLNet.", "model", "XLNet"),
)
"""Sentence, and head and tail of what it does state, near a denial of something else."""

BURDENS: tuple[tuple[str, str, str], ...] = (
    ("Large language models suffer from hallucination.", "Large language models", "hallucination"),
    ("Model-based control (MBC) often suffers from compounding errors.", "Model-based control", "compounding errors"),
    ("Language models still suffer from biases induced by typos.", "Language models", "typos"),
    ("Transformers incur quadratic complexity, whereas Mamba is linear.", "Transformers", "quadratic complexity"),
    ("Vision-language models struggle with symbolic reasoning.", "Vision-language models", "symbolic reasoning"),
    ("Neural networks are highly susceptible to adversarial attacks.", "Neural networks", "adversarial attacks"),
    ("Recurrent networks remain prone to vanishing gradients.", "Recurrent networks", "vanishing gradients"),
    ("Federated learning is hampered by client heterogeneity.", "Federated learning", "client heterogeneity"),
    ("Autoregressive models with teacher forcing suffer from exposure bias.", "Autoregressive models", "exposure bias"),
    ("Fixed windows break long-range coherence in stories.", "Fixed windows", "coherence"),
    ("Rotary steering violates norm preservation.", "Rotary steering", "norm preservation"),
    ("Dense retrieval often lacks lexical precision on names.", "Dense retrieval", "lexical precision"),
)
"""Sentence, and thing and problem that it has: none that it addresses."""

RELIEVED: tuple[tuple[str, str, str], ...] = (
    ("BERT suffers from long inputs but addresses ambiguity.", "BERT", "ambiguity"),
    ("Unlike LSTMs, which suffer from forgetting, Mamba addresses long documents.", "Mamba", "long documents"),
    ("Matching methods struggle with nuances in short text.", "Matching methods", "short text"),
    ("DPO reduces the reward hacking that RLHF suffers from.", "DPO", "reward hacking"),
    ("Pruning, prone to collapse before, now addresses memory costs.", "Pruning", "memory costs"),
)
"""Sentence, and thing and problem that it does address, near one that something has."""

WORK_OF_OTHERS: tuple[tuple[str, str], ...] = (
    (
        "However, existing methods focus primarily on language preferences while neglecting images.",
        "language preferences",
    ),
    ("Most existing approaches are confined to fusing dual-layer features.", "dual-layer features"),
    (
        "While prior computational research has largely focused on backchannel timing, little is known.",
        "backchannel timing",
    ),
    (
        "Previously proposed approaches typically concentrate on sentence-level information.",
        "sentence-level information",
    ),
    ("Most existing approaches assume model congruity across users.", "model congruity"),
    ("In contrast to earlier methods, which rely on parallel corpora, this needs none.", "parallel corpora"),
    ("Existing visual question answering (VQA) systems focus on short questions.", "short questions"),
    ("Existing dehazing methods have shown satisfactory performance on thin haze; they fail elsewhere.", "thin haze"),
)
"""Sentence, and what others work on: nothing that is new addresses it for that."""

OWN_WORK: tuple[tuple[str, str], ...] = (
    ("Existing methods focus on single animation and struggle with multi-stream audio.", "multi-stream audio"),
    ("Most filters focus narrowly on general safety and overlook cultural context.", "cultural context"),
    ("While previous studies focus on binary gender, we measure gender inclusivity.", "gender inclusivity"),
    ("Previous work relies on fixed patches, making it difficult to model passenger flows.", "passenger flows"),
    ("We focus on recent explanations obtained through attention.", "attention"),
    ("Our method focuses on long documents.", "long documents"),
    ("Prior work focuses on clean speech rather than background noise.", "background noise"),
    ("Most methods rely on softmax predictions leading to unreliable labels.", "unreliable labels"),
    ("Existing models work well on short inputs despite position bias.", "position bias"),
    ("Current systems rely on retrieval and thus are prone to noise.", "noise"),
    ("Standard networks rely on early stopping to avoid overfitting.", "overfitting"),
)
"""Sentence, and what it may say that something new addresses, near what others do."""

MADE_BY_OTHERS: tuple[tuple[str, str], ...] = (
    ("Wright and Wrigley (1989) has proposed a probabilistic LR parser for such grammars.", "LR parser"),
    ("Kalaitzis et al. (2013) introduced the Bigraphical Lasso, an estimator.", "Bigraphical Lasso"),
    ("Wiseman et al. recently presented RotoWire.", "RotoWire"),
    ("Blau and Michaeli [5] introduced a generalized framework.", "framework"),
    ("In previous work, we released the Argument Corpus.", "Argument Corpus"),
    ("We show that an off-the-shelf ranking encoder finds most passages.", "encoder"),
    ("We apply our tool to two existing suites (MathDrift and LogicDrift).", "MathDrift"),
    ("The first task asked teams to build a phonemic speech recognizer.", "speech recognizer"),
    ("Our recordings can be used to build a Basque speech synthesizer.", "speech synthesizer"),
    ("On long texts GlyphNet (Moreau et al., 2021) beats all else.", "GlyphNet"),
    ("We rebuild Drift Parsing (DP) from Chen and Ortiz [2019] for treebanks.", "Drift Parsing"),
)
"""Sentence, and what others, or an earlier paper, introduced."""

MADE_HERE: tuple[tuple[str, str], ...] = (
    ("Following Kalaitzis et al. (2013), we introduce the Bigraphical Lasso.", "Bigraphical Lasso"),
    ("Kalaitzis et al. (2013) introduced a lasso, and we extend it to the Graph Lasso.", "Graph Lasso"),
    ("Departing from previous work, we introduce RotoWire.", "RotoWire"),
    ("We propose a parser that was developed by our team.", "parser"),
    ("We extend existing corpora and introduce DriftBank.", "DriftBank"),
    ("We turn existing text collections into a corpus, SpeechDrift.", "SpeechDrift"),
    ("To build robust models, we propose DriftNet.", "DriftNet"),
    ("We propose DriftNet, an extension of GlyphNet (Moreau et al., 2021).", "DriftNet"),
)
"""Sentence, and what the paper itself introduces."""

SPARED: tuple[tuple[str, str], ...] = (
    ("FlashBlock halves latency without compromising visual fidelity.", "visual fidelity"),
    ("Our method translates terms without hurting unconstrained words.", "unconstrained words"),
    (
        "We prune adapters without changing the orientation of underlying tropical hypersurfaces.",
        "tropical hypersurfaces",
    ),
    ("The module introduces no additional hyper-parameters.", "hyper-parameters"),
)
"""Sentence, and what something does no harm to or does not change: that is not to address it."""

CONTRASTED: tuple[tuple[str, str, str], ...] = (
    (
        "While image translation has advanced rapidly, video translation remains hard.",
        "video translation",
        "image translation",
    ),
    ("Unlike well-studied click prediction, value prediction is unexplored.", "value prediction", "click prediction"),
    ("Although older codecs use grid tokenizers, TiTok shortens sequences.", "TiTok", "grid tokenizers"),
)
"""Sentence, and two things that it sets against each other: the first is no kind of the second."""

ALIKE: tuple[tuple[str, str, str], ...] = (
    ("While it serves as an explanation system, MAPLE is accurate too.", "MAPLE", "explanation system"),
    ("Unlike foundation models (e.g., SAM or DINO), our network is small.", "DINO", "foundation models"),
    ("Unlike older quantizers, such as binary coding, ours is quadratic.", "binary coding", "quantizers"),
    ("MAPLE is an explanation system, while others are black boxes.", "MAPLE", "explanation system"),
    ("While our prompts suit many LLMs, this paper focuses on two: DriftGPT and CodeDrift.", "DriftGPT", "LLMs"),
    ("Although classifiers abound, the work at hand rests on one alone, XGBoost.", "XGBoost", "classifiers"),
)
"""Sentence, and two things of which the first may be a kind of the second."""

ABOUT_OTHERS: tuple[str, ...] = (
    "Recent works have advanced decoding with a draft tree, achieving superior performance over greedy search.",
    "However, most existing approaches depend on pretrained visual backbones.",
    "The recent interest in this problem led to two corpora, LongText and LongTalk.",
    "Current retrieval methods are evaluated on MS MARCO.",
    "Existing neural machine translation (NMT) systems use subword vocabularies.",
)
OF_OWN: tuple[str, ...] = (
    "Existing methods use grids, whereas we use draft trees.",
    "Building on existing work, DriftNet uses draft trees.",
    "Recently, this paper's predecessor used draft trees.",
    "Our most recent approach uses draft trees.",
    "Draft trees are used in most existing approaches.",
)
"""Sentences that speak of existing work alone, and that do not."""
