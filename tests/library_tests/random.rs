//! NumPy's legacy generator, `np.random.seed` and what is drawn after it: words, uniform and
//! Gaussian numbers and permutations are NumPy's to the last bit. The course's notebooks seed it,
//! so that everybody's weights start alike.

use purrceptron::random::Random;

/// What NumPy draws after `np.random.seed(seed)`, which is called anew before each of the four.
struct Vectors {
    seed: u32,
    /// `np.random.randint(0, 2**32, 6, dtype=np.uint32)`: the generator's words as they come.
    u32: [u32; 6],
    /// `np.random.rand(6)`
    rand: [f64; 6],
    /// `np.random.randn(10)`
    randn: [f64; 10],
    /// `np.random.permutation(10)`
    permutation: [usize; 10],
}

/// The seeds 1, 2, 3 and 6 are those of course 1, week 4; 0 is that of `random_mini_batches` in
/// course 2, week 2; 10 and 11 are two more.
const VECTORS: [Vectors; 7] = [
    Vectors {
        seed: 0,
        u32: [2357136044, 2546248239, 3071714933, 3626093760, 2588848963, 3684848379],
        rand: [
            0.5488135039273248,
            0.7151893663724195,
            0.6027633760716439,
            0.5448831829968969,
            0.4236547993389047,
            0.6458941130666561,
        ],
        randn: [
            1.764052345967664,
            0.4001572083672233,
            0.9787379841057392,
            2.240893199201458,
            1.8675579901499675,
            -0.977277879876411,
            0.9500884175255894,
            -0.1513572082976979,
            -0.10321885179355784,
            0.41059850193837233,
        ],
        permutation: [2, 8, 4, 9, 1, 6, 7, 3, 0, 5],
    },
    Vectors {
        seed: 1,
        u32: [1791095845, 4282876139, 3093770124, 4005303368, 491263, 550290313],
        rand: [
            0.417022004702574,
            0.7203244934421581,
            0.00011437481734488664,
            0.30233257263183977,
            0.14675589081711304,
            0.0923385947687978,
        ],
        randn: [
            1.6243453636632417,
            -0.6117564136500754,
            -0.5281717522634557,
            -1.0729686221561705,
            0.8654076293246785,
            -2.3015386968802827,
            1.74481176421648,
            -0.7612069008951028,
            0.31903909605709857,
            -0.2493703754774101,
        ],
        permutation: [2, 9, 6, 4, 0, 3, 1, 7, 8, 5],
    },
    Vectors {
        seed: 2,
        u32: [1872583848, 794921487, 111352301, 4000937544, 2360782358, 4070471979],
        rand: [
            0.43599490214200376,
            0.025926231827891333,
            0.5496624778787091,
            0.4353223926182769,
            0.42036780208748903,
            0.3303348210038741,
        ],
        randn: [
            -0.4167578474054706,
            -0.056266827226329474,
            -2.136196095668454,
            1.6402708084049886,
            -1.7934355851948631,
            -0.841747365656204,
            0.5028814171580428,
            -1.2452880866072316,
            -1.057952218862339,
            -0.9090076149268493,
        ],
        permutation: [4, 1, 5, 0, 7, 2, 3, 6, 9, 8],
    },
    Vectors {
        seed: 3,
        u32: [2365658986, 303761048, 3041471737, 3607553667, 1249426360, 521102280],
        rand: [
            0.5507979025745755,
            0.7081478226181048,
            0.2909047389129443,
            0.510827605197663,
            0.8929469543476547,
            0.8962930889334381,
        ],
        randn: [
            1.7886284734303186,
            0.43650985051198943,
            0.09649746807200862,
            -1.8634927033644908,
            -0.27738820251439905,
            -0.35475897926898675,
            -0.08274148148245977,
            -0.6270006768238473,
            -0.04381816897592824,
            -0.47721803035950267,
        ],
        permutation: [5, 4, 1, 2, 9, 6, 7, 0, 3, 8],
    },
    Vectors {
        seed: 6,
        u32: [3834805130, 4069378761, 1425842403, 899393492, 3527152234, 275971437],
        rand: [
            0.8928601514360016,
            0.3319798053011772,
            0.8212291230578318,
            0.0416966257252499,
            0.10765667993596795,
            0.5950520642062402,
        ],
        randn: [
            -0.3117836734875166,
            0.7290039236125041,
            0.217820788076002,
            -0.899091796547139,
            -2.486780651627865,
            0.9132515212358882,
            1.1270637259718324,
            -1.5140932286302158,
            1.639291082937691,
            -0.429893603006348,
        ],
        permutation: [8, 1, 7, 0, 6, 5, 2, 4, 3, 9],
    },
    Vectors {
        seed: 10,
        u32: [3312796937, 1283169405, 89128932, 2124247567, 2721498432, 1902734705],
        rand: [
            0.771320643266746,
            0.0207519493594015,
            0.6336482349262754,
            0.7488038825386119,
            0.4985070123025904,
            0.22479664553084766,
        ],
        randn: [
            1.331586504129518,
            0.7152789743984055,
            -1.5454002921112682,
            -0.008383849928522256,
            0.6213359738904805,
            -0.7200855607188968,
            0.2655115856921195,
            0.10854852571496944,
            0.004291430934033236,
            -0.17460021059294129,
        ],
        permutation: [8, 2, 5, 6, 3, 1, 0, 7, 4, 9],
    },
    Vectors {
        seed: 11,
        u32: [774252441, 293375679, 83645520, 2854952027, 1989508433, 833720247],
        rand: [
            0.1802696888767692,
            0.019475241487624584,
            0.4632185264983446,
            0.7249339291921478,
            0.42020360458772743,
            0.4854270981677824,
        ],
        randn: [
            1.7494547413051793,
            -0.28607299681629417,
            -0.4845651322211443,
            -2.653318559261479,
            -0.00828462937293584,
            -0.31963136376429824,
            -0.53662936223473,
            0.3154026684256969,
            0.42105071625547846,
            -1.0656029804488336,
        ],
        permutation: [7, 8, 2, 6, 4, 5, 1, 3, 0, 9],
    },
];

#[test]
fn words_uniforms_gaussians_and_permutations_are_numpys() {
    for vectors in &VECTORS {
        let seeded = || Random::seed(vectors.seed);
        let mut random = seeded();
        assert_eq!(vectors.u32, [(); 6].map(|()| random.next_u32()));
        let mut random = seeded();
        assert_eq!(vectors.rand, [(); 6].map(|()| random.rand()));
        let mut random = seeded();
        assert_eq!(vectors.randn, [(); 10].map(|()| random.randn()));
        assert_eq!(vectors.permutation.as_slice(), seeded().permutation(10));
    }
}

/// The order in which the cell below `random_mini_batches(X, Y, mini_batch_size, seed = 0)` takes
/// its 148 examples: notebook "Optimization Methods" (course 2, week 2), all releases. The notebook
/// prints values of examples in this order, not the order itself.
///
/// ```python
/// np.random.seed(0); np.random.permutation(148)
/// ```
#[test]
fn a_permutation_of_148_is_that_of_random_mini_batches() {
    let expected = [
        24, 7, 37, 114, 27, 26, 43, 54, 132, 71, 76, 22, 83, 130, 100, 73, 44, 16, 51, 66, 8, 133,
        93, 90, 86, 40, 101, 107, 92, 145, 33, 78, 18, 127, 63, 45, 2, 85, 10, 125, 109, 62, 112,
        122, 102, 61, 139, 116, 120, 96, 50, 60, 56, 30, 59, 135, 91, 121, 84, 94, 118, 48, 142,
        131, 13, 104, 119, 20, 15, 52, 3, 123, 105, 6, 68, 89, 12, 95, 113, 97, 46, 11, 144, 108,
        41, 110, 1, 106, 137, 42, 4, 124, 17, 38, 5, 53, 141, 98, 0, 34, 28, 55, 75, 35, 23, 74,
        31, 111, 57, 129, 65, 32, 136, 14, 146, 19, 29, 126, 49, 134, 99, 82, 64, 147, 79, 69, 128,
        80, 115, 143, 72, 77, 25, 81, 138, 140, 39, 58, 88, 70, 87, 36, 21, 9, 103, 67, 117, 47,
    ];
    assert_eq!(Random::seed(0).permutation(148), expected);
}

/// `np.random.seed(1); np.random.randn(1, 3); np.random.randn(2, 2)` are the seven numbers of
/// `np.random.randn(7)`. They are made in pairs, so the second matrix starts with the half of a
/// pair that the first one left.
#[test]
fn matrices_are_filled_row_by_row_and_continue_a_pair_of_gaussians() {
    let mut random = Random::seed(1);
    let (first, second) = (random.randn_matrix(1, 3), random.randn_matrix(2, 2));
    assert_eq!(first.as_slice(), &VECTORS[1].randn[..3]);
    assert_eq!(second.as_slice(), &VECTORS[1].randn[3..7]);
}

#[test]
fn permutations_of_none_and_of_one() {
    assert!(Random::seed(0).permutation(0).is_empty());
    assert_eq!(Random::seed(0).permutation(1), [0]);
}
