// A few threads that share the work of a batch.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace skan::issuer {

/// Runs slices of jobs on its threads, job by job in the order of their start. All functions may be called from any thread.
class WorkerPool {
 public:
  /// Does the slice [begin, end) of a job.
  using Slice = std::function<void(std::size_t begin, std::size_t end)>;

  /// A job under way.
  class Job {
   public:
    /// Until all of it is done. Throws what a slice has thrown.
    void wait();

   private:
    friend class WorkerPool;
    Slice slice_;
    std::size_t left_ = 0;  // slices
    std::exception_ptr failure_;
    std::mutex mutex_;
    std::condition_variable done_;
  };

  explicit WorkerPool(unsigned threads);
  /// Finishes what was started.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  std::shared_ptr<Job> start(std::size_t count, Slice slice);

 private:
  struct Task {
    std::shared_ptr<Job> job;
    std::size_t begin, end;
  };
  void work();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace skan::issuer
