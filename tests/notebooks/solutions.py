"""Wrong answers to the exercises, in the order of the cells tagged ``exercise``; the right ones are
folded in the notebooks.
"""

WRONG = {
    "1_one_qubit": ["bloch = (0, 1, 0)", 'observable = "Z"', 'missing = "sin"'],
    "2_expansion": ["number = 10", 'observable = "Y"', 'vanishing = {"00"}'],
    "3_independence": ["largest = 4", "one_vanishes = True", 'observable = "YY"'],
    "4_trap": ['worst = "1/5"', "critical = 8", 'point = ("1/2", "1/2")'],
    "5_critical_points": ["saddles = 0", "seed = 1", "pair = (64, 32)"],
    "6_typical_networks": ['variance = "4/45"', "smallest = 3"],
    "7_training": ["probability = 0.25", "r_squared = Fraction(1, 4)", "different = 1000"],
    "8_your_circuit": ["other = forged", 'observable = "ZZ"'],
    "9_trainable": ["layers = 2", 'observable = "ZZZZZZZZZZ"', 'fourth = "ZI"'],
    "11_shared_angles": ["number = 40", "curve = [(0, 1), (1, 2), (0, 2)]", "frequency = 4"],
    "12_certificate_by_hand": ['mine = ["-4", "1/10", "9/10"]', 'bad_cut = ("24/25", "7/25")'],
    "10_landscapes": ['formula = "cos(4θ1)"', 'unreachable = "cos(4θ1)"', "real = 16"],
}
DISGUISED = {  # the excluded answer in other words: wrong, too
    "1_one_qubit": ['bloch = ("0", 0, "2/2")', 'observable = "Y - Y"', 'missing = "cos"'],
    "3_independence": ["largest = 3.2", "one_vanishes = None", 'observable = "YY + YI + IY + II"'],
    "12_certificate_by_hand": ['mine = ["-2", "0", "1"]', 'bad_cut = ("1", "1")'],
    "4_trap": ['worst = "0.4"', "critical = 63", 'point = ["3/5", "8/10"]'],
}
