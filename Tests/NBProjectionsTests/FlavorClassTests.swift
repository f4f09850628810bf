import NBObservations
import Testing

@testable import NBProjections

// Rules F1 to F6.

@Test(arguments: [
  ("modelarts.vm.cpu.2u", FlavorClass.cpu), ("modelarts.vm.cpu.8u", .cpu), ("modelarts.vm.cpu.free", .cpu),
  ("modelarts.vm.arm.cpu.free", .cpu), ("modelarts.vm.cpu.4ud", .cpu), ("modelarts.vm.cpu.8ud", .cpu),
  ("modelarts.vm.cpu.16u64g.d", .cpu), ("modelarts.vm.cpu.48u96g.d", .cpu), ("modelarts.vm.cpu.2u.d", .cpu),
  ("modelarts.vm.cpu.2u.1", .cpu), ("modelarts.vm.cpu8u32g", .cpu), ("maos.vm.cpu.8ud.7", .cpu),
  ("modelarts.vm.gpu.free", .gpu), ("modelarts.vm.gpu.p4", .gpu), ("modelarts.vm.gpu.t4u8", .gpu),
  ("modelarts.vm.gpu.p4u8.container", .gpu), ("modelarts.vm.gpu.tnt004", .gpu), ("modelarts.vm.gpu.pnt004", .gpu),
  ("modelarts.vm.pnt1.large.eco", .gpu), ("modelarts.vm.gpu.pnt1.eco", .gpu), ("modelarts.p3.large", .gpu),
  ("modelarts.p3.2xlarge", .gpu), ("modelarts.p3.large.public.free", .gpu), ("modelarts.bm.gpu.v100", .gpu),
  ("modelarts.bm.gpu.v100NV32", .gpu), ("modelarts.bm.gpu.8v100", .gpu), ("modelarts.vm.gpu", .gpu),
  ("modelarts.bm.d910.xlarge.8", .npu), ("modelarts.bm.snt9.xlarge.2", .npu), ("modelarts.kat1.xlarge", .npu),
  ("modelarts.bm.910.arm.public.1", .npu), ("modelarts.bm.arm.24u.192g.npu.1d910b", .npu),
  ("modelarts.bm.arm.24u.npu.1snt9b", .npu), ("modelarts.bm.arm.d910b.kat2ne.48xlarge.4", .npu),
  ("modelarts.bm.npu.arm.8snt9b3.i6l.d.c004", .npu), ("modelarts.vm.ai1.a310", .npu), ("modelarts.vm.ai1.snt3", .npu),
  ("modelarts.vm.arm.d310.3u6g", .npu), ("MODELARTS.VM.CPU.2U", .cpu),
  ("modelarts.vm.high.p2", .unknown), ("modelarts.bm.4xlarge.pro", .unknown),
  ("modelarts.pool.visual.xlarge", .unknown),
  ("custom.flavor.spec.code", .unknown), ("modelarts.vm.cpu", .unknown), ("modelarts.vm.cpux", .unknown),
  ("some.modelarts.p3.large", .unknown), ("", .unknown),
])
func `the id gives the class away where it can - F3`(id: String, expected: FlavorClass) {
  let guess = FlavorClass.guess(flavorID: id, customSpecCategory: nil, imageCategories: [])
  #expect(guess.class == expected)
  #expect(guess.basis == (expected == .unknown ? .none : .flavorID))
}

@Test(arguments: [("CPU", FlavorClass.cpu), ("gpu", .gpu), ("Ascend", .npu), ("NPU", .npu)])
func `category words are read in any case - F1 F2`(word: String, expected: FlavorClass) {
  #expect(FlavorClass(category: word) == expected)
  let guess = FlavorClass.guess(
    flavorID: "custom.flavor.spec.code", customSpecCategory: word, imageCategories: ["CPU", "GPU"])
  #expect(guess.class == expected)
  #expect(guess.basis == .customSpec)
}

@Test func `the custom specification counts for the custom flavor alone - F2`() {
  let guess = FlavorClass.guess(flavorID: "modelarts.vm.cpu.2u", customSpecCategory: "GPU", imageCategories: [])
  #expect(guess.class == .cpu)
}

@Test func `the image decides where the id does not and it names one category - F4 F5`() {
  func guess(_ categories: [String]) -> (class: FlavorClass, basis: FlavorClass.Basis) {
    FlavorClass.guess(
      flavorID: "custom.flavor.spec.code", customSpecCategory: "TPU", imageCategories: categories)
  }
  #expect(guess(["ASCEND"]) == (.npu, .image))
  #expect(guess(["GPU", "gpu"]) == (.gpu, .image))
  #expect(guess(["CPU", "GPU"]) == (.unknown, .none))
  #expect(guess(["DCU"]) == (.unknown, .none))
  #expect(guess([]) == (.unknown, .none))
  #expect(FlavorClass.guess(flavorID: nil, customSpecCategory: nil, imageCategories: ["GPU"]) == (.gpu, .image))
}

@Test func `the id decides before the image - F3 F4`() {
  let guess = FlavorClass.guess(flavorID: "modelarts.vm.cpu.2u", customSpecCategory: nil, imageCategories: ["GPU"])
  #expect(guess == (.cpu, .flavorID))
}

@Test func `a class by id or image is a guess - F6`() {
  #expect(FlavorClass.Basis.allCases.filter(\.isGuess).map(\.rawValue) == ["flavor_id", "image"])
}

@Test func `an attempt has the class of its own flavor - F3 A17`() {
  let folded = given {
    poll(at: 0, "STOPPED") { $0.flavor = "modelarts.vm.cpu.2u" }
    start(at: 10) { $0.flavor = "modelarts.vm.gpu.t4" }
    poll(at: 20, "RUNNING")
    poll(at: 30, "STOPPED") { $0.flavor = "modelarts.vm.cpu.8u" }
  }
  #expect(folded.rows[0].flavorClass == (.gpu, .flavorID))
  #expect(folded.status.flavorClass == (.cpu, .flavorID))
}
